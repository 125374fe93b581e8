<?php
declare(strict_types=1);
require __DIR__ . '/v2board_family.php';

// V2Board takes any signed notice for payment, whatever its trade_status and money.
$shop = new Shop();
$family = new V2BoardFamily($shop);

$shop->serve($family->submit(...), static fn(): array => $family->notify(500), $family->isGenuine(...));
