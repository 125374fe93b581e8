-- Addresses from before they had owners go to the merchant whose wallet there is the oldest. The version moves, so that no running grain writes over it.
UPDATE wallet_addresses SET version = version + 1, state = json_set(state, '$.owner', first.merchant)
FROM (SELECT chain, address, merchant,
             row_number() OVER (PARTITION BY chain, address ORDER BY created_at, merchant) AS place
      FROM (SELECT substr(m.key, 5) AS merchant, json_extract(w.value, '$.chain') AS chain, json_extract(w.value, '$.address') AS address, json_extract(w.value, '$.createdAt') AS created_at
            FROM merchants m, json_each(m.state, '$.wallets') w) AS used) AS first
WHERE first.place = 1 AND wallet_addresses.key = 'adr-' || first.chain || '-' || first.address AND wallet_addresses.owner IS NULL;
