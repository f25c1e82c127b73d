"""What scenarios of one world share: a fact, and what each file says of it. Two generations hold together by it."""

SHARED = {
    "Halvia's defence minister is Sture, before and in the winter of the vote": {
        "ridge_prt/injects/06_ribbon.yaml": "Minister Sture",
        "ridge_prt/injects/10_ashes.yaml": "Minister Sture",
        "halvia_cabinet/scenario.yaml": "General Teig and, through him, to Minister Sture",
    },
    "a guard of Vale earns twice what one of Ridge does": {
        "ridge_prt/injects/03_two_wages.yaml": "Guard, PRT Vale 208",
        "halvia_cabinet/injects/24_good_news_from_vale.yaml": "Brenland, Vale 208",
    },
    "the team in Ridge pays 104": {
        "ridge_prt/injects/03_two_wages.yaml": "Labourer, PRT Ridge 104",
        "halvia_cabinet/injects/24_good_news_from_vale.yaml": "Halvia, Ridge 104",
    },
    "a nurse of the state earns 52, a teacher 48": {
        "ridge_prt/injects/03_two_wages.yaml": "either province 52 State teacher 48",
        "halvia_cabinet/injects/24_good_news_from_vale.yaml": "Ministry (Tolmere) - - 52 48",
    },
    "marks of Tolmere are forty crowns of Halvia": {
        "ridge_prt/injects/03_two_wages.yaml": "a mark is 40 crowns",
        "halvia_cabinet/injects/24_good_news_from_vale.yaml": "a mark is 40 crowns",
    },
    "advisers land in Ridge on 18 February": {
        "ridge_prt/injects/16_advisers_arrive.yaml": "Monday 18 February",
        "halvia_cabinet/injects/14_agencys_fear.yaml": "18 February",
    },
    "the market day of 17 October is in the paper of the 18th": {
        "estrane_brussels/injects/04_border_day.yaml": "Wednesday 17 October, market day",
        "ridge_prt/injects/05_cutting_beach.yaml": "The Port Sable Mercury, 18 October",
    },
    "five force-generation meetings by 31 October, the ninth in January": {
        "estrane_brussels/injects/05_four_helicopters.yaml": "After the fifth meeting",
        "halvia_cabinet/injects/08_saturday_call.yaml": "FORCE GENERATION, NINTH MEETING",
    },
    "Halvia votes on 16 March": {
        "halvia_cabinet/scenario.yaml": "On Sunday 16 March Halvia votes",
        "halvia_cabinet/injects/18_morning_after.yaml": "Monday 17 March, 0700. The government has changed",
    },
    "a quick project in Orvane has one ceiling": {
        "orvane_mission/injects/05_school_in_ninety_days.yaml": "ceiling of 50,000",
        "starter.yaml": "Limit for one project: 50,000.",
    },
    "the nurse of Millfork": {
        "ridge_prt/injects/14_clinic_not_listed.yaml": "Ilka Sarn, Millfork",
        "halvia_cabinet/injects/22_report_back.yaml": "Ilka Sarn and two other nurses, Millfork",
    },
    "a second secretary of 2008 is ambassador in 2031": {
        "halvia_cabinet/scenario.yaml": "Sigge Rahm",
        "orvane_mission/injects/19_two_killed_told.yaml": "He was a second secretary then",
    },
    "the operations officer of Ridge is a general in 2031": {
        "ridge_prt/scenario.yaml": "Vik",
        "orvane_mission/injects/32_general_vik.yaml": "once an operations officer in Ridge",
    },
    "two died in January 2008": {
        "ridge_prt/injects/13_line_on_the_map.yaml": "Monday 21 January",
        "halvia_cabinet/injects/12_two_names.yaml": "Wednesday 23 January",
        "orvane_mission/injects/19_two_killed_told.yaml": "A road in Tolmere, January 2008",
    },
    "the operation in Estrane ends on a date of 27 February": {
        "estrane_brussels/injects/18_handover_date.yaml": "Wednesday 27 February",
        "estrane_brussels/injects/17_halvia_writes.yaml": "Tuesday 26 February",
    },
}
"""A fact, and of each file of ``scenarios/`` the words in it that say so."""

STARTS = {
    "estrane_brussels": "2007-09-03",
    "ridge_prt": "2007-10-01",
    "halvia_cabinet": "2008-01-14",
    "orvane_mission": "2031-03-01",
    "starter": "2031-09-01",
}
"""The day on which each begins."""

FAMILIES: set[str] = set()
"""Surnames that more than one person in more than one scenario may have."""

REAL = (
    "Afghanistan", "Albania", "Algeria", "Angola", "Austria", "Belgium", "Bosnia", "Brazil", "Burundi",
    "Cambodia", "Cameroon", "Canada", "Chad", "China", "Colombia", "Congo", "Croatia", "Cyprus", "Darfur",
    "Denmark", "Egypt", "Eritrea", "Estonia", "Ethiopia", "Finland", "France", "Germany", "Ghana", "Greece",
    "Guatemala", "Haiti", "Hungary", "Iceland", "India", "Indonesia", "Iran", "Iraq", "Ireland", "Israel",
    "Italy", "Japan", "Kabul", "Kenya", "Kosovo", "Kuwait", "Laos", "Latvia", "Lebanon", "Liberia", "Libya",
    "Lithuania", "Macedonia", "Mali", "Mexico", "Moldova", "Morocco", "Mozambique", "Myanmar", "Namibia", "Nepal",
    "Netherlands", "Niger", "Nigeria", "Norway", "Oman", "Pakistan", "Palestine", "Peru", "Poland", "Portugal",
    "Romania", "Russia", "Rwanda", "Senegal", "Serbia", "Slovakia", "Slovenia", "Somalia", "Spain", "Sudan",
    "Sweden", "Switzerland", "Syria", "Tanzania", "Thailand", "Timor", "Tunisia", "Turkey", "Uganda", "Ukraine",
    "Vietnam", "Yemen", "Zambia", "Zimbabwe",
)  # fmt: skip
"""Countries that no scenario names."""
