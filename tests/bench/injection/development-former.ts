import { casesOf } from "./case.ts";

/*
 * The cases that were sealed at first: written from the description of the kinds alone, without sight of the rules. Their table
 * had been looked at ten times, which wore them out as a judge; so they are open to whoever works on the rules, and others,
 * written anew in the same way, are sealed in their stead.
 *
 * What is true when a case is read: her eyes are green and her hair is black, his eyes are blue; among the dead she died
 * fifty steps before or more; the thing was hers, and is lost where it is an item lost. The look-alikes stand by what makes them
 * look alike. Where the author's tags alone carry the fault, what is written beside them is scenery.
 */

export const DEVELOPMENT_FORMER = casesOf(
  {
    attribute: {
      explicit: [
        "By candlelight {A}'s eyes are a warm, muddy brown, and they do not leave the knife in your hand.",
        "{A} drags her blonde hair out of her collar and tells you to stop staring.",
        "You would know {B}'s brown eyes anywhere, even over a scarf.",
        "{A} has blue eyes and the patience of a heron; neither blinks.",
        "The wind gets under the hood, and {A}'s red hair streams out like a pennant.",
        "{B} opens his green eyes, groans, and asks who won.",
        "Two hundred strokes of the brush, and {A}'s hair shines gold to the waist.",
        "They have cropped {A}'s auburn hair for the fever, and she looks fifteen.",
      ],
      indirect: [
        "Nobody on the quay misses {A}: among so many dark heads hers is the only one the colour of straw.",
        '"Grey," mutters the painter, mixing it to match {A}\'s eyes, and has it right at the first try.',
        "What you notice first about {A} is the stare, brown as strong tea and about as sweet.",
        "Pinned under the lid of the box is a curl of {A}'s, cut this morning, bright as new copper.",
        "Ask any child in Low Street to draw {A}, and they reach for the yellow chalk before they have drawn the head.",
        "Soot has ringed {B}'s eyes, and it makes the green of them almost indecent.",
        "A redhead like {A} has no business creeping about on a snowfield, and you tell her so.",
        "Brown-eyed and unhurried, {B} lets the whole company file past before he says a word.",
      ],
      pronoun: [
        "{A} unties the scarf. Her hair tumbles out, fair as flax, all the way down her back.",
        "You look to {A} for the lie. There is none in her brown eyes, only tiredness.",
        "{B} holds up the lamp between you. His eyes are brown; in all these weeks you have never once looked.",
        "{A} laughs so hard that the pins give way, and she has to gather up great handfuls of chestnut hair before the abbess turns.",
        "While {A} sleeps you count the things that you know of her: the scar, the bad knee, the honey-blonde hair she is vain of.",
        "{B} says nothing. He only lifts those pale grey eyes to the window, and you follow them.",
        "The fever has let {A} go. She blinks up at you, and it is a mercy to see her amber eyes clear again.",
      ],
    },
    dead: {
      explicit: [
        "{A} kicks the door shut behind her and drops the bar.",
        '"You took your time," says {A}, without looking up from the map.',
        "Before you can answer, {A} has vaulted the rail and is running.",
        "{A} counts out your share in silver, one coin at a time, and keeps back the last for herself.",
        "On the far bank {A} waves you over.",
        "You hand the reins to {A}, who spits, mounts, and is off down the hill.",
        "It is {A} who finds the trapdoor, and {A} who goes down first.",
        "{B} and {A} are quarrelling about salt again when you come into the kitchen.",
      ],
      indirect: [
        "{A}'s laugh carries up the stairwell, followed by the smell of frying onions.",
        "Somebody is whistling behind the partition, badly, and only {A} whistles that badly.",
        "{A}'s hand closes on your sleeve and pulls you back from the edge.",
        "Supper is late, because it is {A}'s turn to cook and she has found the plum brandy.",
        "You leave the horses with {A} and go on alone.",
        "This morning's note is in {A}'s hand, the ink still wet: gone to the mill, back by dusk.",
        "You ask {A} for the truth and get, for once, most of it.",
        "Over your shoulder {A}'s breathing grows slow; she always could sleep through a siege.",
      ],
      pronoun: [
        "There is a stool for {A} by the window. She drags it to the hearth instead, sits, and puts her boots on the fender.",
        "You call for {A}. She comes up the ladder with a hammer in her teeth.",
        "{B} looks round for {A}, and finds that she is already halfway up the wall.",
        "Nothing gets by {A}. When the merchant shaves the second weight, she raps his knuckles with a spoon.",
        "No one expected {A}, least of all the bishop. Yet here she is, in muddy boots, asking him for the keys.",
        "You toss {A} the rope's end. She ties it off without a word and leans out to look.",
        "It will have to be {A}, you decide. You tell her so; she grins and starts to unlace her boots.",
      ],
    },
    "item-lost": {
      explicit: [
        "{A} unwraps {I} and sets it in the middle of the table.",
        "You still have {I}, and you press it into the smith's palm to be mended.",
        "{B} pays for the crossing with {I}, and the ferryman does not give change.",
        "Every night before she sleeps, {A} polishes {I} with the hem of her shirt.",
        "You put {I} back into your pack as the guard turns.",
        "{A} trades {I} to the tinker for two blankets and a lame mule.",
        "On the stroke of nine {B} lifts {I} high, and the crowd falls silent.",
      ],
      indirect: [
        "Between the two of you on the bench sits {I}, and neither of you will be the first to touch it.",
        "The weight of {I} in your pack has rubbed your shoulder raw by noon.",
        "Customs wants a list. One shirt, you write, one razor, {I}, nine letters.",
        "{A}'s thumb goes round and round the edge of {I} while she thinks.",
        "There is a new dent in {I} since {B} fell on the stairs with it an hour ago.",
        "Wrapped in {A}'s spare stocking, {I} makes no noise at all as you cross the yard.",
        "It costs {A} something to part with {I}, but the child has stopped crying and is asleep with it clutched to her chest.",
      ],
      pronoun: [
        "{A} thinks of {I}. She reaches into her coat, draws it out, and lays it on the bar.",
        '"And {I}?" asks the abbot. You hold it up to the window for him to see.',
        "Nobody has asked {A} about {I}, so she keeps it in her lap under the table and says nothing.",
        "You have carried {I} so long that you forget about it, until it slides out of your bedroll and across the floor.",
        "{B} admires {I}. {A} lets him hold it for as long as it takes to cross the bridge.",
        'The magistrate has heard enough of {I}. "Then let us see it," he says, and {A} puts it in front of him.',
        "Rain finds {I} first, at the top of your pack; you dry it on your sleeve before you dry yourself.",
      ],
    },
    holder: {
      explicit: [
        "{B} takes {I} out of his own knapsack and breathes on it.",
        "{B} has {I}, as he always has, within reach of his left hand.",
        "From under his cloak {B} brings out {I} and sets it down before the queen.",
        "{B} pawns {I} for the price of a room.",
        "Before the climb {B} ties {I} to his belt with a double knot.",
        "{B} keeps {I} under his pillow, and has never let any of you touch it.",
        "“Mine,” says {B}, “since my father's day,” and shows the porter {I}.",
      ],
      indirect: [
        "You can hear {I} knocking against {B}'s hip at every step.",
        "At the gate they search {B} and find {I} where he always carries it.",
        "{B}'s grip on {I} tightens when the singing starts.",
        "In {B}'s trunk, between the shirts, {I} is safe enough for now.",
        "The only thing that {B} brought away from the fire is {I}.",
        "Your eye falls on {I}, which {B} is using to hold down the corner of the chart.",
        "Somewhere below, {B} sleeps with an arm flung over {I}.",
      ],
      pronoun: [
        "{B} is ready for them. He has {I} in one hand and a bread knife in the other.",
        "You look back for {B}. There he stands in the rain, holding {I} against his chest as if it were a cat.",
        "{B} never learned to pray; he rubs {I} with his thumb instead, and it seems to do as well.",
        "The toll-keeper asks {B} to empty his bag. He lays out a razor, half a cheese and {I}.",
        '"Give it up," you tell {B}, but he shakes his head and pushes {I} deeper into his coat.',
        "Long after the rest of you have turned in, {B} sits by the embers. He is polishing {I}, and humming.",
        "It was {B} who fell behind, and it is he who comes in last, soaked, with {I} dry in its oilcloth under his arm.",
      ],
    },
    name: {
      explicit: [
        "{A~} shakes the rain from her hat and asks for the bill.",
        "You and {A~} have the wall to yourselves until the watch changes.",
        '"Not that way," says {A~}, and pulls you into a doorway.',
        "By the time the tide is in, {A~} has all nine of the boats roped together.",
        "The crowd parts for {A~}, as crowds do.",
        "Halfway up the tower {A~} sits down and refuses to climb another step.",
      ],
      indirect: [
        "The light is on in {A~}'s window, and her shadow goes to and fro across the blind.",
        '"{A~}! Get down!" you shout, and she drops like a stone.',
        "There is no arguing with any friend of {A~}'s after the second bottle.",
        "You owe the blacksmith six crowns, the chandler two, and {A~} an apology.",
        '"Tell {A~} that the mare is shod," calls {B} from the yard.',
        "Nobody, not {B}, not {A~}, not even the cat, will meet your eye.",
      ],
      pronoun: [
        "{B} holds out a hand to {A~}. She looks at it, then climbs the stile without his help.",
        "She is late, and {A~} is never late.",
        "You ask her to sing. {A~} goes scarlet, and she does it anyway, into her collar.",
        "Her boots are ruined, her map is pulp, and {A~} has never looked so pleased with herself.",
        "He has not spoken of it to anyone but {A~}, and she has told you everything.",
        "She folds the letter in four before she hands it over; it is addressed to you and signed, in a great hurry, {A~}.",
      ],
    },
    clock: {
      tags: [
        "A shutter bangs somewhere, and is caught, and is still.",
        "You divide the cheese by eye and take the smaller piece.",
        "The cart's left wheel has found a new complaint.",
        "Gulls argue over something by the steps.",
        "Your sleeve has caught on a nail; you tear it loose.",
        "They are burning leaves behind the chapel.",
      ],
    },
    travel: {
      tags: [
        "{B} yawns and rubs the back of his neck.",
        "Someone has chalked a hen on the wall, rather well.",
        "You share out the last of the walnuts with {B}.",
        "{B} has a stone in his shoe and will not say so.",
        "The wind drops. You hear {B} humming the same four notes.",
        "There is a smell of tar, and of wet rope.",
      ],
    },
    thread: {
      tags: [
        "Three knocks come from inside the wall, and then no more.",
        "The dying courier puts half a coin into your hand: somebody, he says, has the other half.",
        "On the back of the map a child has drawn a door where there is none.",
        "You bury the box under the third apple tree and count your paces back.",
        "“You will owe me one favour,” says the ferryman, and does not say when he'll ask.",
        "The name on the fourth grave is yours, freshly cut.",
      ],
    },
  },
  {
    attribute: [
      // Said plainly, and of something else: a bruise, tears, flour, paint, a wig, a horse, a denial.
      "{A} has come away from the brawl with a black eye and somebody else's hat.",
      "{A}'s eyes are red with weeping, and you look at the floor.",
      "In the portrait {A}'s eyes are brown; the painter never met her.",
      "In the dream {A}'s hair is white as salt and will not stop growing.",
      "Flour has turned {A}'s hair grey by the time that the last loaf is in.",
      "{A} in a yellow wig is a sight that you will carry to the grave.",
      "{A}'s brown horse has one blue eye and hates you with it.",
      '"A blonde, was she, your {A}?" the sergeant tries. "Never in her life," you say.',
      // In another turn: a wrong description, a stranger, kin, moonlight, what might have been, another word for the same.
      "The warrant describes {A} as fair-haired and blue-eyed, which is why nobody has arrested her yet.",
      "Under the arch you take a red-haired stranger for {A}, and apologise.",
      "{A}'s sister got the red hair, and {A} got the temper.",
      "The moon silvers {A}'s head, and for a moment you see how she will look when she is old.",
      "{B} buys a brown glass eye for the stuffed fox and sets it in crooked.",
      "Had {A} been born blonde, her grandmother liked to say, they could have married her to a duke.",
      "{A}'s raven braid lies over one shoulder like something asleep.",
      "Jade, {A}'s mother called those eyes, and had a ring made to match.",
      // By a pronoun that is not theirs, or of a look that is told as passing.
      "{A} bends close to the fire. It lights gold sparks in her hair, and then she leans back and they are gone.",
      "{A} sits down by the old woman and takes her hand. Her grey hair is so thin that the scalp shows.",
      "{A} remembers the governess well: her brown eyes, her cane.",
      "{B} watches the stranger come in. His eyes are brown, his boots are better than yours, and he sits with his back to the wall.",
      "{A} does not trust the mask. Its eyes are amber, and she would swear that they move.",
      '{B} scowls at the glass. "What if I had her brown eyes?" he says. "Would you like me better?"',
      "{A} shakes the dye out over the basin. Her hair will be red until the new moon, she says, and black again after.",
    ],
    dead: [
      // The body.
      "{A} lies where you left her, under the cloak, with snow in the folds.",
      "You close {A}'s eyes with two fingers and cannot think of any prayer.",
      "The current turns {A} over once, gently, before the weeds let go of the body.",
      "{A} stares at the rafters and sees none of them; the flies have come already.",
      "It takes four of you to carry {A} to the pyre.",
      // What she did when she lived.
      "You remember how {A} used to laugh at storms, standing in the doorway with her arms wide.",
      "Last winter, before any of this, {A} had walked this same ridge and called it dull.",
      "{A} taught you that knot, the summer before she died.",
      '"Never sit with your back to a curtain," {A} used to say, and so you move your chair.',
      // Dreams, fevers, shapes, and what would have been.
      "In the dream {A} pours you tea and will not say who it is for.",
      "The fever shows you {A} on the end of the bed, swinging her feet; when it breaks there is only the blanket.",
      "What stands at the gate has {A}'s face and {A}'s coat, and it is not {A}.",
      "If {A} were here, she would have had that lock open by now.",
      "{A} would have laughed. You nearly do it for her.",
      "You half expect {A} to walk in and ask who has died.",
      // Others of the name, and what she left.
      'The midwife holds up the child. "{A}," says the mother, "after the one who is gone," and little {A} howls.',
      "The {A}, three masts and fresh paint, slips her moorings and heads out on the tide.",
      "In the square the bronze {A} points out to sea, pigeons on both shoulders.",
      "{A}'s boots stand by the door, and nobody has the heart to move them.",
      // Another's pronoun, or hers in a tale.
      "You sit down by {A}'s stone. The sexton's wife has been there; she has left an apple, and she waves at you from the gate.",
      "{B} tells them about {A}. She walked out on the ice, he says, and she never once looked back.",
      "Here is {A}'s last letter. In it she asks you for a hat and says that she will be home by the thaw.",
      "You ask the widow about {A}. She shrugs and goes on shelling peas.",
    ],
    "item-lost": [
      // Missed and looked for.
      "You have looked under every bench in the place, and {I} is not there.",
      "Without {I}, {A} has to manage with a stick and bad language.",
      "{A} still reaches for {I} at her belt, and still finds nothing.",
      '"Where is {I}?" asks {B}, and {A} looks at the river.',
      "A reward is offered for {I}: forty crowns, no questions.",
      "You could have done with {I} tonight.",
      // Remembered.
      "You think of the night when {A} first set {I} on this table, and how rich you all felt.",
      "Back in the spring {A} used {I} every day and thought nothing of it.",
      '"I had {I} in this hand," says {A}, "and then I had not."',
      // Found again, and said so.
      "In the silt under the pier your fingers close on {I}, weeks lost and hardly scratched.",
      "The pawnbroker reaches under the counter and, with a cough, gives {A} back {I}.",
      "Only when the ice goes out does the lake give up {I}; {B} wades in for it, swearing.",
      // A copy, a drawing, a dream, a wish, a song, a lie.
      "{B} has carved a copy of {I} from pear wood, and from ten paces it would fool anyone.",
      "You draw {I} from memory in the margin and get the proportions wrong.",
      "In the dream {A} holds out {I} to you, and it is warm as a hen's egg.",
      "If {A} had {I} now, she would throw it at him.",
      "There is a song about {I}, in which {A} wields it against a dragon.",
      "{A} tells the children how she waved {I} under the giant's nose; none of it is true.",
      // By a pronoun, of then or of hearsay.
      "{A} sighs for {I}. She used to hold it up to the light of an evening, just to look at it.",
      "You ask {A} about {I}. She turns out her pockets to show you: a nail, a fig, no more.",
      "{B} swears that he saw {I} in a shop in the capital. It hung in the window, he says, and it cost more than his horse.",
    ],
    holder: [
      // In her hands, where it belongs.
      "{A} unpacks {I} and lets {B} look, but not touch.",
      "{B} nods at {I} in {A}'s hand and asks what she wants for it.",
      "{A} stands guard with {I} across her knees while {B} sleeps.",
      // Changing hands before your eyes.
      '{A} puts {I} into {B}\'s hands and folds his fingers over it. "Yours now," she says.',
      "{B} has {I} out of {A}'s bag before she can turn round.",
      "{A} loses {I} to {B} on the last throw of the dice, and he sweeps it off the table with the coins.",
      "{B} borrows {I} from {A} until the weekend.",
      "{A} throws {I} across the gap; {B} catches it by a miracle and a fingernail.",
      "{B} gives {I} back to {A}, who lent it him at noon, and thanks her.",
      // Dreamt of, wished for, denied, long ago.
      "{B} dreams that {I} is his, and wakes with his fist closed on the sheet.",
      "If {B} had {I}, he would sell it by supper, and {A} knows it.",
      '"One day {I} will be mine," {B} says, and {A} laughs at him.',
      "{B} has never held {I} in his life, whatever the innkeeper told you.",
      "{B} wants {I}. {A} wants the moon.",
      "You picture {B} at the head of the column with {I} in his fist, and you have to bite your lip.",
      "Years ago, before {A} won it from him, {B} had carried {I} through two wars.",
      // Something like it.
      "{B} carries something very like {I}, only smaller and made of tin.",
      "{B} holds a drawing of {I} up against the light.",
      // By pronouns that keep the two apart.
      "{A} comes down after {B}. She has {I}; he has the bread.",
      "{B} asks after {I}. {A} taps her satchel, and he is satisfied.",
      "{B} ducks behind {A}. His hands are empty, and hers hold {I}, which suits them both.",
    ],
    // Each holds a spelling that is a letter off and is right: another's name, a place's, or a mistake that the story knows of.
    name: [
      '"{A~}?" reads the clerk. {A} spells it out for him, twice, and he still writes it wrong.',
      "This is {A~}, {A}'s cousin; the family has never had much imagination with names.",
      "The poster says {A~}, over a drawing that looks more like {B}, so {A} leaves it up.",
      'The old man is deaf and calls {A} "{A~}" all evening. She has given up correcting him.',
      "Upriver they say {A~} where you would say {A}, and they mean the same saint.",
      "Twins, it turns out: {A} with the scar, {A~} with the lisp.",
      'Drunk, {B} gets as far as "{A~}" and gives up on the rest.',
      "Carved over the lintel is {A~}, which is only the old spelling.",
      "On the map it is a village: {A~}, nine hearths and a well.",
      "The inn is called the {A~} Arms, and {A} will not go in until somebody explains.",
      "In the hill tongue {A~} means a late frost; {A} pretends to be flattered.",
      '"Say it properly," {A} tells the parrot. "{A~}," says the parrot.',
      "You sign the register as {A~}, one letter off, as the two of you agreed: {A} herself was never here.",
      "{B} has misspelt her on the cake. {A} eats the {A~} first, letter by letter.",
      "The good ship {A~} is taking on water barrels at the second pier.",
      "{A} has a rival at the fair. She is called {A~}, she is seven feet tall, and she juggles.",
      "There was a queen once, {A~}; she had nothing to do with {A}, who says so at every border.",
      "{A} laughs at the invitation. It has her down as {A~}, and it asks her to bring her husband.",
    ],
    // The author's clock stands still or goes on, whatever the words say of yesterday.
    clock: [
      "For a breath it is yesterday again, and the bread is not burnt yet.",
      "You think back to the morning before, and to what the miller said.",
      '"Yesterday," says the drunk, firmly, to no one. Nobody corrects him.',
      "The church clock here has been slow for years; by its face it is last night still.",
      "In the dream it is the eve of the fair, and you are nine.",
      "A week ago you would have been asleep by this bell, you tell yourself.",
    ],
    // He has time enough for the way, whatever is wished, lied or misseen.
    travel: [
      "{B} could be there in a blink if he had wings, he says, and shoulders his pack.",
      "In his mind {B} is already sitting by the fire at the other end of the road.",
      '"Ten minutes," lies the carter. {B} knows better and laces his boots.',
      "{B} remembers riding it in a quarter of an hour, on a stolen horse, at nineteen.",
      "You blink, and {B} seems to be on the far hill; it is a scarecrow in a hat like his.",
      "Letters from {A} come by pigeon and are here before the ink dries; {B} goes on foot, like anyone.",
    ],
    // Open still, and not yet due.
    thread: [
      'The witch spits in her palm. "Come back when the river runs north," she says, and you shake on it.',
      "A key hangs from the cat's collar. Nobody can say what it is for.",
      "Whoever wrote the second letter has not signed it, and you have all the time in the world to wonder.",
      "You let the smuggler go, against his promise; his ship is not due before next winter.",
      "The egg is as big as your head, and it ticks.",
      "Below the ice something very large turns over in its sleep.",
    ],
  },
);
