-- The order that unmatched money was probably meant for, where one had the address alone or refused the money.
ALTER TABLE unmatched_transfers ADD COLUMN meant_order TEXT NULL;
