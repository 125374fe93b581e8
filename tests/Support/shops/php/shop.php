<?php
declare(strict_types=1);

/**
 * What all test shops share: where they are, their orders, and a record of what they heard. How a shop signs, checks and
 * answers is in its own file and follows the client it is named after. Run one with `php -S 127.0.0.1:port <shop>.php`.
 *
 * GET /ready    "ready"
 * GET /submit    the signed request of an order as JSON {method, url, parameters}; takes out_trade_no, money, name, type, param
 * GET /checkout  the same where the shop's server asks the gateway itself: sends the payer to where the answer says
 * POST /answer   the gateway's JSON answer to that, judged as the client judges it: "accepted" or "refused"
 * GET /ask       asks the gateway what the client asks it, for out_trade_no; "accepted" when every answer pleases, else what did not
 * GET /heard     everything heard so far as JSON
 * /notify…       the callback address
 * elsewhere      the page that a payer comes back to with signed parameters: "genuine" or "forged"
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
     * @param callable(array): bool $isGenuine whether the parameters that a payer's browser brings are signed
     * @param ?callable(mixed): ?string $payUrl where the gateway's decoded answer sends the payer; null when it is refused
     * @param list<callable(string): array{string, callable(array): bool}> $questions order number to URL and the judge of the answer
     */
    public function serve(callable $submit, callable $notify, callable $isGenuine, ?callable $payUrl = null, array $questions = []): void
    {
        $path = parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);
        match (true) {
            $path === '/ready' => print('ready'),
            $path === '/submit' => $this->printSubmit($submit),
            $path === '/checkout' && $payUrl !== null => $this->checkout($submit, $payUrl),
            $path === '/answer' && $payUrl !== null => print($payUrl(json_decode(file_get_contents('php://input'), true)) === null ? 'refused' : 'accepted'),
            $path === '/ask' => print($this->ask($questions, $_GET['out_trade_no'])),
            $path === '/heard' => print('[' . implode(',', @file($this->data . '/heard.jsonl', FILE_IGNORE_NEW_LINES) ?: []) . ']'),
            str_starts_with($path, '/notify') => $this->hear($notify),
            isset($_GET['trade_no']) => print($isGenuine($_GET) ? 'genuine' : 'forged'),
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

    /** Keeps the order that the query describes. */
    private function keep(): array
    {
        $order = $_GET + ['name' => 'VIP', 'type' => 'usdt', 'param' => '', 'paid' => false];
        file_put_contents($this->file($order['out_trade_no']), json_encode($order));
        return $order;
    }

    private function printSubmit(callable $submit): void
    {
        [$method, $url, $parameters] = $submit($this->keep());
        header('Content-Type: application/json');
        print(json_encode(['method' => $method, 'url' => $url, 'parameters' => array_map(strval(...), $parameters)]));
    }

    private function checkout(callable $submit, callable $payUrl): void
    {
        [$method, $url, $parameters] = $submit($this->keep());
        $context = ['method' => $method, 'header' => 'Content-Type: application/x-www-form-urlencoded', 'content' => http_build_query($parameters)];
        $answer = file_get_contents($url, false, stream_context_create(['http' => $context]));
        $target = $payUrl(json_decode($answer, true));
        if ($target === null) {
            http_response_code(502);
            print($answer);
            return;
        }
        http_response_code(302);
        header('Location: ' . $target);
    }

    private function ask(array $questions, string $number): string
    {
        foreach ($questions as $question) {
            [$url, $accepts] = $question($number);
            $text = file_get_contents($url);
            $answer = json_decode($text, true);
            if (!is_array($answer) || !$accepts($answer)) {
                return $text;
            }
        }
        return $questions === [] ? 'asks nothing' : 'accepted';
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
