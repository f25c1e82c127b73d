"""What the tests take from npm: installed by `.ci/run`, or with `npm ci` in this folder; see tests/README.md."""
