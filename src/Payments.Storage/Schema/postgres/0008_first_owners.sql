-- Addresses from before they had owners go to the merchant whose wallet there is the oldest. The version moves, so that no running grain writes over it.
UPDATE wallet_addresses SET version = version + 1, state = jsonb_set(state, '{owner}', to_jsonb(first.merchant))
FROM (SELECT chain, address, merchant,
             row_number() OVER (PARTITION BY chain, address ORDER BY created_at, merchant) AS place
      FROM (SELECT substr(m.key, 5) AS merchant, w.value ->> 'chain' AS chain, w.value ->> 'address' AS address, (w.value ->> 'createdAt')::bigint AS created_at
            FROM merchants m, jsonb_array_elements(m.state -> 'wallets') w) AS used) AS first
WHERE first.place = 1 AND wallet_addresses.key = 'adr-' || first.chain || '-' || first.address AND wallet_addresses.owner IS NULL;
