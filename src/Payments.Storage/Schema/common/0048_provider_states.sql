-- Accounts at payment providers among all other states, to find those whose settings are sealed under an older master key.
CREATE INDEX grain_states_providers ON grain_states (key) WHERE substr(key, 1, 9) = 'provider/';
