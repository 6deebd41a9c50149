/*
 * Alarms of a flood by what they have in common: the fault that several beds hang on, the same thing at several beds, else the
 * patient. The worst alarm of a group gives its place; no alarm is left out, and one that is alone stays alone.
 */

/** Groups of `alarms`, which are worst first: {key, beds, alarms}; of `only` these beds, or of all. */
export function groupsOf(alarms, only) {
  const keys = alarms.map((alarm) => keyOf(alarm, alarms, only));
  const groups = new Map();
  alarms.forEach((alarm, i) => {
    const group = groups.get(keys[i]) || { key: keys[i], alarms: [] };
    groups.set(keys[i], group);
    group.alarms.push(alarm);
  });
  return [...groups.values()];
}

function keyOf(alarm, alarms, only) {
  if (only && !only.includes(alarm.bed)) return alarm.name;
  if (!alarm.bed) return alarm.name;
  if (!alarm.tech || only) return 'bed ' + alarm.bed;
  const cause = alarms.find((one) => one.beds?.includes(alarm.bed));
  if (cause) return cause.name;
  const isShared = alarms.some((one) => one.tech && one.bed && one.bed !== alarm.bed && one.message === alarm.message);
  return isShared ? 'cause ' + alarm.message : 'bed ' + alarm.bed;
}
