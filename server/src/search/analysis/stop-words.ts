const list = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/u).filter(Boolean));

/** Words that carry no topic: prepositions, conjunctions, pronouns, particles, forms of «быть». */
const STOP = list(`
  а без более бы был была были было быть в вам вас весь во вот все всего всех всю вся вы где да даже для до его ее ей
  ему если есть еще ж же за и из или им ими их к ко ли либо между мне мной может можно мой моя мы на над надо нам нас
  наш не него нее ней нем нет ни них но ну о об обо один однако он она они оно от ото перед по под при про с сам сама
  самый свой свою своей своих своего себе себя со так также такая такие такой там те тебя тем теми то того тоже той
  только том тот ту ты у уж уже хотя чем через что чтоб чтобы эта эти этим этих это этого этой этом этот эту я
  the a an of and or to in for on with by at is are`);

/** Words of which questions are made; they name no topic either. */
const QUESTION = list(`
  как какая какие каким какими каких какого какое какой каком какому какую кем ком кого кому который которая которое
  которые которого которой которому котором которую которым которых кто куда когда откуда отчего почему зачем
  сколько чего чей чем чему чье чьего чьей чьи чьим чья является являются называется называют`);

/** True for a folded word that a query may lose without changing what it asks for. */
export function isStopWord(word: string): boolean {
  return STOP.has(word) || QUESTION.has(word);
}
