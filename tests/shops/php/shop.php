<?php
declare(strict_types=1);

/**
 * What all test shops share: where they are, their orders, and a record of what they heard. How a shop signs, checks and
 * answers is in its own file and follows the client it is named after. Run one with `php -S 127.0.0.1:port <shop>.php`.
 *
 * GET /ready    "ready"
 * GET /submit   the signed request of an order as JSON {method, url, parameters}; takes out_trade_no, money, name, type, param
 * GET /query    the URL by which the shop asks for an order, where the client does so
 * POST /answer  the gateway's JSON answer, judged as the client judges it: "accepted" or "refused"
 * GET /heard    everything heard so far as JSON
 * /notify       the callback address
 */
final class Shop
{
    public readonly string $pid;
    public readonly string $key;
    public readonly string $gateway;
    public readonly string $self;
    private readonly string $data;

    public function __construct()
    {
        [$this->pid, $this->key, $this->gateway, $this->self, $this->data] = array_map(
            static fn(string $name): string => (string) getenv($name),
            ['SHOP_PID', 'SHOP_KEY', 'SHOP_GATEWAY', 'SHOP_SELF', 'SHOP_DATA']
        );
    }

    /**
     * Answers one HTTP request.
     *
     * @param callable(array): array $submit order to [method, url, parameters]
     * @param callable(): array $notify the notice to [HTTP status, body, verdict]
     * @param ?callable(string): string $query order number to URL
     * @param ?callable(mixed): bool $accepts judges a decoded answer
     */
    public function serve(callable $submit, callable $notify, ?callable $query = null, ?callable $accepts = null): void
    {
        $path = parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);
        match (true) {
            $path === '/ready' => print('ready'),
            $path === '/submit' => $this->printSubmit($submit),
            $path === '/query' && $query !== null => print($query($_GET['out_trade_no'])),
            $path === '/answer' && $accepts !== null => print($accepts(json_decode(file_get_contents('php://input'), true)) ? 'accepted' : 'refused'),
            $path === '/heard' => print('[' . implode(',', @file($this->data . '/heard.jsonl', FILE_IGNORE_NEW_LINES) ?: []) . ']'),
            str_starts_with($path, '/notify') => $this->hear($notify),
            default => http_response_code(404),
        };
    }

    /** The order the shop made under this number, or null. */
    public function order(string $number): ?array
    {
        $file = $this->file($number);
        return is_file($file) ? json_decode(file_get_contents($file), true) : null;
    }

    /** Marks an order paid; false when it was paid already. */
    public function pay(string $number): bool
    {
        $order = $this->order($number);
        if ($order['paid']) {
            return false;
        }
        file_put_contents($this->file($number), json_encode(['paid' => true] + $order));
        return true;
    }

    private function printSubmit(callable $submit): void
    {
        $order = $_GET + ['name' => 'VIP', 'type' => 'usdt', 'param' => '', 'paid' => false];
        file_put_contents($this->file($order['out_trade_no']), json_encode($order));
        [$method, $url, $parameters] = $submit($order);
        header('Content-Type: application/json');
        print(json_encode(['method' => $method, 'url' => $url, 'parameters' => array_map(strval(...), $parameters)]));
    }

    private function hear(callable $notify): void
    {
        [$status, $body, $verdict] = $notify();
        $line = ['method' => $_SERVER['REQUEST_METHOD'], 'target' => $_SERVER['REQUEST_URI'], 'body' => file_get_contents('php://input'), 'status' => $status, 'verdict' => $verdict];
        file_put_contents($this->data . '/heard.jsonl', json_encode($line) . "\n", FILE_APPEND | LOCK_EX);
        http_response_code($status);
        print($body);
    }

    private function file(string $number): string
    {
        return $this->data . '/order-' . bin2hex($number) . '.json';
    }
}

/** The seed document's signature: empty values, sign and sign_type left out, sorted, raw values, the key appended. */
function standard_sign(array $parameters, string $key, string $digest = 'md5'): string
{
    unset($parameters['sign'], $parameters['sign_type']);
    $parameters = array_filter($parameters, static fn($value): bool => (string) $value !== '');
    return digest_of($parameters, $key, $digest);
}

/** Sorted `k=v&…` over whatever is given, the key appended. */
function digest_of(array $parameters, string $key, string $digest = 'md5'): string
{
    ksort($parameters);
    $pairs = [];
    foreach ($parameters as $name => $value) {
        $pairs[] = $name . '=' . $value;
    }
    return hash($digest, implode('&', $pairs) . $key);
}
