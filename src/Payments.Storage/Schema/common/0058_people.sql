-- People of the console among all other states, to find those whose second factor is sealed under an older master key.
CREATE INDEX grain_states_people ON grain_states (key) WHERE substr(key, 1, 7) = 'person/';
