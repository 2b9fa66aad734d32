import { isAct, isActing } from "./verbs.ts";

/*
 * Verbs of holding, moving, giving and using a thing, as a list of bases; their other forms are made from these, the
 * irregular ones are listed. A base that is also a noun ("hand", "light") counts only where the grammar makes it a verb.
 */

const BASES = (
  "use light raise lift wield grip clutch clasp grasp open pull toss hand pass offer play aim fire unsheathe sheathe carry unfold " +
  "fold unroll roll brandish twirl sharpen polish grab snatch produce press turn lay place drop tuck slip slide shove push stuff stow " +
  "weigh fasten wipe clean rub hug cradle balance tap bang knock dip fill empty pocket shoulder pick lower dangle flip hurl " +
  "pack unpack lean prop plunge jab stroke kiss drag haul swap trade return strap unstrap sling stash clip pin wedge study examine " +
  "inspect test flourish spread juggle unhook hook unwrap wrap lug heft hoist tilt tip tug yank uncork cork unlock oil whirl swallow " +
  "lick bite buckle unbuckle button slap thump fidget toy unbutton wave trail plant deposit present surrender wager auction pawn store " +
  "guard unwind strum sound toot drum beat pound ignite kindle douse extinguish shutter collect gather fetch " +
  "consult check rattle jangle jingle flick twist scrape rest display reveal extend tighten loosen steady clench palm cool lick buff " +
  "scratch crank fish unlatch close borrow hand"
).split(" ");
const IRREGULAR =
  "draw draws drew drawing drawn|light lights lit lighting|swing swings swung swinging|hold holds held holding|take takes took taking taken|" +
  "put puts putting|drink drinks drank drinking|throw throws threw throwing thrown|give gives gave giving given|ring rings rang ringing|" +
  "blow blows blew blowing|strike strikes struck striking|wear wears wore wearing|read reads reading|shake shakes shook shaking|" +
  "set sets setting|fling flings flung flinging|spin spins spun spinning|wind winds wound winding|bring brings brought bringing|" +
  "keep keeps kept keeping|show shows showed showing|hang hangs hung hanging|lend lends lent lending|sell sells sold selling|" +
  "stick sticks stuck sticking|thrust thrusts thrusting|sling slings slung slinging|hide hides hid hiding|" +
  "beat beats beating|bite bites bit biting|spread spreads spreading|" +
  "lay lays laid laying|have has having|bear bears bore bearing|leave leaves left leaving|shut shuts shutting|get gets got getting|tie ties tied tying|untie unties untied untying";

/** What a form of a verb can be in its clause. */
type Form = "base" | "finite" | "participle";

const FORMS = formsOf();

function formsOf(): ReadonlyMap<string, Form> {
  const forms = new Map<string, Form>();
  const add = (base: string, others: readonly string[]): void => {
    forms.set(base, "base");
    for (const other of others) forms.set(other, other.endsWith("ing") ? "participle" : "finite");
  };
  for (const base of BASES) add(base, regularForms(base));
  for (const row of IRREGULAR.split("|")) {
    const [base = "", ...others] = row.split(" ");
    add(base, others);
  }
  return forms;
}

function regularForms(base: string): string[] {
  const third = /(?:s|sh|ch|x|z)$/u.test(base) ? `${base}es` : base.replace(/(?<=[^aeiou])y$/u, "ie").concat("s");
  const stem = /^[^aeiou]*[aeiou][bdgmnprt]$/u.test(base) || base === "unpin" ? base + (base.at(-1) ?? "") : base;
  const short = base.endsWith("e") ? base.slice(0, -1) : stem;
  return [third, `${base.endsWith("y") ? stem.replace(/(?<=[^aeiou])y$/u, "i") : short}ed`, `${short}ing`];
}

/** Verbs that touch nothing: what is seen, known, felt, said, sought, owed or depicted. */
const TOUCHES_NOTHING =
  /^(?:see|saw|watch|spot|notice?|glimpse?|spie|spy|eye|eying|behold|beheld|regard|face?|approach|near|know|knew|knows|think|thought|remember|recall|forget|forgot|imagin|picture?|recogni[sz]e?|like?|love?|hate?|fear|dread|loathe?|despise?|resent|worship|ponder|mock|envie|envy|admire?|praise?|curse?|bless|need|want|wish|desire?|crave?|covet|expect|await|believe?|doubt|hope?|trust|regret|mourn|miss|lack|say|said|tell|told|mention|describe?|discuss|name?|call|ask|promise?|owe?|price?|value?|mean|meant|prefer|choose?|chose|seek|sought|find|found|lose?|lost|follow|resemble?|match|replace?|concern|sketch|paint|draw|drew|hear|heard|smell|dream|consider)(?:s|es|d|ed|ing)?$/u;

/** True for a verb of the mind, of sight or of speech. */
export function touchesNothing(word: string): boolean {
  return TOUCHES_NOTHING.test(word);
}

/** How a folded word is a verb of handling a thing: its base, a finite form, its -ing; undefined for other words. */
export function handlingForm(word: string): Form | undefined {
  const listed = FORMS.get(word);
  if (listed !== undefined || TOUCHES_NOTHING.test(word)) return listed;
  if (isActing(word)) return "participle";
  return isAct(word) ? "finite" : undefined;
}
