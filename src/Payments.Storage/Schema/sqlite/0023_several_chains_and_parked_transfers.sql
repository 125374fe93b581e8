-- An order may wait on several chains at once. The first has columns of its own; the others are in a list, which few orders have: a partial index
-- holds exactly those, and costs a new order nothing. Rows from before have the list made from their transfers and sightings; the version moves, so that no running grain writes over it.
UPDATE orders SET version = version + 1, state = json_set(state, '$.pendingElsewhere', json(more.chains))
FROM (SELECT key, json_group_array(json_object('chain', chain, 'block', block)) AS chains
      FROM (SELECT key, chain, min(block) AS block
            FROM (SELECT o.key, o.pending_chain, json_extract(t.value, '$.transfer.chain') AS chain, json_extract(t.value, '$.transfer.block') AS block
                  FROM orders o, json_each(o.state, '$.transfers') t WHERE o.pending_block IS NOT NULL AND coalesce(json_extract(t.value, '$.confirmed'), 0) = 0
                  UNION ALL
                  SELECT o.key, o.pending_chain, json_extract(s.value, '$.chain'), 9223372036854775807
                  FROM orders o, json_each(o.state, '$.sightings') s WHERE o.pending_block IS NOT NULL)
            WHERE chain <> pending_chain GROUP BY key, chain)
      GROUP BY key) AS more
WHERE orders.key = more.key;

CREATE INDEX orders_pending_elsewhere ON orders (key) WHERE pending_block IS NOT NULL AND json_extract(state, '$.pendingElsewhere') IS NOT NULL;

-- The further chains on which orders wait, and the lowest block on each.
CREATE VIEW pending_elsewhere (key, chain, block) AS
SELECT o.key, json_extract(e.value, '$.chain'), json_extract(e.value, '$.block')
FROM orders o, json_each(json_extract(o.state, '$.pendingElsewhere')) e
WHERE o.pending_block IS NOT NULL AND json_extract(o.state, '$.pendingElsewhere') IS NOT NULL;

-- Why a transfer was set aside, where the order or the address that it belongs to failed.
ALTER TABLE unmatched_transfers ADD COLUMN reason TEXT NULL;
