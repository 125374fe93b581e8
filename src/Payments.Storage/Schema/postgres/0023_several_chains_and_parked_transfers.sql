-- An order may wait on several chains at once. The first has columns of its own; the others are in a list, which few orders have: a partial index
-- holds exactly those, and costs a new order nothing. Rows from before have the list made from their transfers and sightings; the version moves, so that no running grain writes over it.
-- There is no column for the list: adding one would write every order anew.
UPDATE orders SET version = version + 1, state = jsonb_set(state, '{pendingElsewhere}', more.chains)
FROM (SELECT key, jsonb_agg(jsonb_build_object('chain', chain, 'block', block) ORDER BY chain) AS chains
      FROM (SELECT key, chain, min(block) AS block
            FROM (SELECT o.key, o.pending_chain, t.value #>> '{transfer,chain}' AS chain, (t.value #>> '{transfer,block}')::bigint AS block
                  FROM orders o, jsonb_array_elements(o.state -> 'transfers') t WHERE o.pending_block IS NOT NULL AND t.value -> 'confirmed' IS DISTINCT FROM 'true'
                  UNION ALL
                  SELECT o.key, o.pending_chain, s.value ->> 'chain', 9223372036854775807
                  FROM orders o, jsonb_array_elements(o.state -> 'sightings') s WHERE o.pending_block IS NOT NULL) AS waiting
            WHERE chain <> pending_chain GROUP BY key, chain) AS lowest
      GROUP BY key) AS more
WHERE orders.key = more.key;

CREATE INDEX orders_pending_elsewhere ON orders (key) WHERE pending_block IS NOT NULL AND (state -> 'pendingElsewhere') IS NOT NULL;

-- The further chains on which orders wait, and the lowest block on each.
CREATE VIEW pending_elsewhere (key, chain, block) AS
SELECT o.key, e.value ->> 'chain', (e.value ->> 'block')::bigint
FROM orders o, jsonb_array_elements(o.state -> 'pendingElsewhere') e
WHERE o.pending_block IS NOT NULL AND (o.state -> 'pendingElsewhere') IS NOT NULL;

-- Why a transfer was set aside, where the order or the address that it belongs to failed.
ALTER TABLE unmatched_transfers ADD COLUMN reason TEXT NULL;
