using FsCheck;
using FsCheck.Fluent;

namespace Payments.Fuzz;

/// <summary>Values that programs trip over, beside plain ones.</summary>
internal static class OddValues
{
    private static readonly string[] Texts =
    [
        "", " ", "0", "1", "-1", "-0", "0.1", "0.10", "1e3", "1E-7", "1,5", "0x10", "NaN", "Infinity", "٣", "１",
        "9999999999999999999999999999999999", "0.0000000000000000000000001", "true", "null",
        "💥", "é", "e\u0301", "\u202e", "\u0000", "\r\n", "\t", "a b", "a+b", "a%20b", "%00", "%ff", "%", "%zz",
        "../../etc/passwd", "..", "//", "\\", "'", "\"", "' OR 1=1 --", "<script>alert(1)</script>", "${x}", "=1+1", "@x",
        "http://169.254.169.254/", "http://127.0.0.1/", "http://[::1]/", "https://shop.example/notify",
        "https://shop.example:99999/", "ftp://shop.example/", "//shop.example",
        "javascript:alert(1)", "https://user:pass@shop.example/", "https://shop.example/ ",
        "2026-01-01T00:00:00Z", "2026-13-40", "2026-01-01", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z",
        "USDT", "usdt", "CNY", "USD", "IRR", "XXX", "ETH", "bsc", "tron", "ethereum", "nochain",
        "cryptomus", "medogram", "alipay", "wxpay", "pending", "completed", "all",
        "0x70997970c51812dc3a010c7d01b50e0d17dc79c8", "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
        "TXYZopYRdj2D9XRtbG411XZZ3kM5VkAeBf", "0x", "bc1q", "xpub",
        "shop@example.com", "@", "a@b", "{merchant}", "{order}", "{payment}", "ord-", "mch-",
        "1000", "2147483648", "-2147483649", "18446744073709551616",
    ];

    private static readonly string[] Json =
    [
        "null", "true", "false", "0", "-1", "1", "1.5", "1e3", "1e400", "1E-400", "-0", "0.1",
        "12345678901234567890123456789012345678901234567890", "[]", "{}", "[null]", "[1]", "[\"a\"]",
        "[[[[]]]]", "{\"a\":{\"b\":[]}}", "{\"\":1}", "\"\\ud800\"", "\"\\u0000\"", "\"\\/\"", "[\"payment.completed\"]", "{\"key\":\"k\"}",
    ];

    /// <summary>A text.</summary>
    public static Gen<string> Text { get; } = Gen.Frequency(
        (12, Gen.Elements(Texts)),
        (2, ArbMap.Default.GeneratorFor<string>().Select(text => text ?? "")),
        (1, Gen.Choose(200, 20_000).Select(length => new string('x', length))),
        (1, Gen.Elements(Texts).Two().Select(two => two.Item1 + two.Item2)));

    /// <summary>A JSON value, as it is written.</summary>
    public static Gen<string> Value { get; } = Gen.Frequency(
        (3, Text.Select(text => System.Text.Json.JsonSerializer.Serialize(text))),
        (2, Gen.Elements(Json)),
        (1, ArbMap.Default.GeneratorFor<int>().Select(number => number.ToString(System.Globalization.CultureInfo.InvariantCulture))));
}
