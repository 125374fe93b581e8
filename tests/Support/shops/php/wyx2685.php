<?php
declare(strict_types=1);
require __DIR__ . '/v2board_family.php';

// The wyx2685 fork of V2Board wants TRADE_SUCCESS.
$shop = new Shop();
$family = new V2BoardFamily($shop);

$isSuccess = static fn(array $heard): bool => ($heard['trade_status'] ?? '') === 'TRADE_SUCCESS';

$shop->serve($family->submit(...), static fn(): array => $family->notify(500, $isSuccess), $family->isGenuine(...));
