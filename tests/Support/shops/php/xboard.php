<?php
declare(strict_types=1);
require __DIR__ . '/v2board_family.php';

// Xboard sends a free type where the admin gave one, and answers what it does not take with 422.
$shop = new Shop();
$family = new V2BoardFamily($shop);

$submit = static fn(array $order): array => $family->submit($order, $order['type'] === '' ? [] : ['type' => $order['type']]);

$shop->serve($submit, static fn(): array => $family->notify(422), $family->isGenuine(...));
