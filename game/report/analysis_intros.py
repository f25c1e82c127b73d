"""What stands above each section of an author's page, so that its numbers can be read; the same in every form."""

from __future__ import annotations

NOTHING = "Nothing to say. What cannot be reached, what is beaten, and what wins without weighing would stand here."

NOTHING_TESTED = "Nothing to say of what was tested. What was not tested stands below, with the reason."

UNTESTED = "Not tested, so that its not standing above says nothing:"

ENDINGS = (
    "How likely each is to be told: at random, and at least and at most for those who play for or against it. "
    "In brackets behind a decision: which branch of its chance has to be drawn."
)
LESSONS = (
    "What a run is expected to come to: its evidence for the lesson less its evidence against it. Behind it, how often "
    "random runs end with each reading."
)
GAUGES = "Where each is expected to stand on the last day."
BANDS = "At random: the run in the middle, the band in which half of all runs lie, and the one in which nine in ten do."
HEAT = (
    "How much more each option brings by the end than the mean of the options open beside it, when play then goes on "
    "at random. “Open” is how often it can be taken where its inject comes up, “taken” in how many of all runs it is."
)
COURSE = "At random: how often each inject comes up, and which decision comes next."
STRATEGIES = (
    "What always doing the same thing ends in, beside random play; first what costs least. Where several options are "
    "as good for it, the first in the file is taken."
)
WAYS = (
    "A shortest way to each inject and option; at an inject that is not named anything will do. In brackets: which "
    "branch of its chance has to be drawn. analyse --json has each as a script for play --script."
)
TEACHING = (
    "What the choice tells of the verdicts and endings of a run in which it comes up, in bits, under random play: 0 "
    "says that these come out alike whatever is chosen. What two lessons share counts twice. Minutes are the class's, "
    "to read and to talk; first stands what tells most for its time."
)
CLASS_PLAN = (
    "In the debrief a class looks at what all of its syndicates did. A lesson is met where some decision of some "
    "syndicate bore on it. This is for syndicates that play at random, each for itself; people who think alike need "
    "more."
)
SENSITIVITY = (
    "Each number by one step of its own, everything else as it is, under random play, exactly. What two changes do "
    "together is not said."
)
QUESTIONS = (
    "The scenario is taken apart into questions, each with no more of it than it needs. A state is one way in which "
    "things can stand; the fewer, the sooner it is done."
)
