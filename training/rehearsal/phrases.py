"""The words of the shop agent's language. Data, no rules."""

PRODUCTS = [
    "chair", "lamp", "radio", "kettle", "watch", "bike", "desk", "phone", "toaster", "camera",
    "jacket", "tent", "blender", "clock", "heater", "mirror", "suitcase", "guitar", "printer",
    "sofa", "fan", "drill", "piano", "bag",
]  # fmt: skip

WHENS = [
    "yesterday", "last week", "on Monday", "two days ago", "this morning", "a month ago",
    "on Friday", "last night",
]  # fmt: skip

OPENERS = [
    "", "", "Hello.", "Hi there.", "Good morning.", "I need some help.", "I am not happy.",
    "This is the second time I write.", "Please read this.",
]  # fmt: skip

PROBLEMS = {
    "broken": [
        "My {product} stopped working {when}.",
        "The {product} broke {when}.",
        "The {product} I bought {when} does not turn on any more.",
    ],
    "late": [
        "My {product} has not arrived. I ordered it {when}.",
        "I ordered a {product} {when} and I am still waiting.",
        "Where is my {product}? It should have come {when}.",
    ],
    "charged_twice": [
        "You took the money for my {product} twice {when}.",
        "I was charged two times for the {product} {when}.",
        "My bank shows two payments for one {product} {when}.",
    ],
    "return": [
        "I bought a {product} {when} and want to give it back.",
        "I do not like the {product} from {when} and want my money back.",
        "How can I return the {product} I got {when}?",
    ],
    "password": [
        "I can not log in to my account since {when}.",
        "I forgot my password {when}.",
        "Your site does not let me in to order a {product}.",
    ],
    "manual": [
        "I do not know how to use the {product} from {when}.",
        "The {product} came {when} without a manual.",
        "How do I set up the {product} I got {when}?",
    ],
}

REMEDIES = {
    "broken": [
        "Please send it in and we will repair it.",
        "Our workshop will fix it for free.",
        "We will send someone to repair it.",
    ],
    "late": [
        "We will track your parcel and write to you today.",
        "Your parcel is on its way and comes tomorrow.",
        "We have asked the driver where your parcel is.",
    ],
    "charged_twice": [
        "We will refund the second payment.",
        "The extra charge goes back to your card this week.",
        "Our bank has stopped the double payment.",
    ],
    "return": [
        "Send it back within thirty days for a full refund.",
        "Use the label in the box to return it.",
        "Bring it to any shop and get your money back.",
    ],
    "password": [
        "We have mailed you a link to set a new password.",
        "Press the reset button on the login page.",
        "Your account is open again.",
    ],
    "manual": [
        "You find the manual on our help page.",
        "We have mailed you a guide with pictures.",
        "Call our help line and we will show you each step.",
    ],
}

APOLOGIES = [
    "We are sorry about this.",
    "We apologise for the trouble.",
    "I am very sorry to hear that.",
    "Please forgive us.",
]

THANKS = [
    "Thank you for your patience.",
    "Thank you for telling us.",
    "Have a good day.",
    "We are always here to help.",
]

RUDE = [
    "That is your own fault.",
    "Do not write to us again.",
    "You should have read the rules.",
    "We do not care about this.",
    "Other people do not complain so much.",
]

FILLERS = [
    "Our shop has been open for ten years.",
    "We sell many things.",
    "It is sunny here today.",
    "Did you see our new lamps?",
    "Our prices are low this week.",
    "We have shops in many towns.",
]
