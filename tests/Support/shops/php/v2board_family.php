<?php
declare(strict_types=1);
require __DIR__ . '/shop.php';

// What V2Board and its forks have in common: no type, a return_url with a fragment, and a signature over the query string with
// backslashes stripped and empty values kept. What a fork adds to the order, and which notices it takes, stands in its own file.
final class V2BoardFamily
{
    public function __construct(private readonly Shop $shop)
    {
    }

    /** @param array<string, string> $extra what a fork adds to the order */
    public function submit(array $order, array $extra = []): array
    {
        $parameters = [
            'money' => $order['money'],
            'name' => $order['name'],
            'notify_url' => $this->shop->self . '/notify/EPay/a1b2c3',
            'return_url' => $this->shop->self . '/#/order/' . $order['out_trade_no'],
            'out_trade_no' => $order['out_trade_no'],
            'pid' => $this->shop->pid,
            'param' => $order['param'],
        ] + $extra;
        return ['GET', $this->shop->gateway . '/submit.php', $parameters + ['sign' => $this->sign($parameters), 'sign_type' => 'MD5']];
    }

    public function isGenuine(array $heard): bool
    {
        return $this->sign($heard) === ($heard['sign'] ?? '');
    }

    /**
     * @param int $refusal the status of everything that is not taken
     * @param ?callable $takes a further condition of the fork, or null
     */
    public function notify(int $refusal, ?callable $takes = null): array
    {
        $heard = $_POST + $_GET;
        if (!$this->isGenuine($heard)) {
            return [$refusal, 'verify error', 'refused'];
        }
        if ($takes !== null && !$takes($heard)) {
            return [$refusal, 'failed', 'refused'];
        }
        if ($this->shop->order($heard['out_trade_no'] ?? '') === null) {
            return [$refusal, 'handle error', 'refused'];
        }
        return [200, 'success', $this->shop->pay($heard['out_trade_no']) ? 'paid' : 'repeat'];
    }

    private function sign(array $parameters): string
    {
        unset($parameters['sign'], $parameters['sign_type']);
        ksort($parameters);
        return md5(stripslashes(urldecode(http_build_query($parameters))) . $this->shop->key);
    }
}
