using Payments.Domain.Callbacks;
using Payments.Domain.Callbacks.Formats;
using Payments.Domain.Orders;
using Payments.Domain.Signatures;
using Payments.Domain.Tests.Callbacks;

namespace Payments.Domain.Tests.Signatures;

/// <summary>One sign string fits several lists of parameters; only one of them may be taken.</summary>
public sealed class EpayTextTests
{
    private const string Key = "key";

    private static readonly string[] Required = ["money", "notify_url", "out_trade_no", "pid"];

    [Theory]
    [InlineData("out_trade_no", true)]
    [InlineData("attach[0].x-1", true)]
    [InlineData("A", true)]
    [InlineData("", false)]
    [InlineData("a&money", false)]
    [InlineData("a=1", false)]
    [InlineData("名", false)]
    [InlineData("a b", false)]
    [InlineData("secret_key", false)]
    public void Names_have_a_few_letters_only(string name, bool isName) => EpayText.IsName(name).Should().Be(isName);

    [Theory]
    [InlineData("name", "VIP 会员 & more=1", false)]
    [InlineData("name", "a&b=c", false)]
    [InlineData("name", "notify_url=http://x", false)]
    [InlineData("name", "x&notify_url=http://x", true)]
    [InlineData("name", @"x&noti\fy_url=http://x", true)]
    [InlineData("param", "x&out_trade_no=V", true)]
    [InlineData("attach", "x&sign_type=MD5", true)]
    [InlineData("return_url", "https://shop.example/?a=1&type=usdt&out_trade_no=7", false)]
    [InlineData("return_url", "https://shop.example/?a=1&notify_url=https://x", true)]
    [InlineData("return_url", "https://shop.example/?a=1&return_url=/account", false)]
    [InlineData("notify_url", "https://shop.example/?a=1&money=1", true)]
    [InlineData("notify_url", "https://shop.example/?a=1&return_url=https://x", true)]
    public void A_value_that_reads_as_further_fields_is_found(string name, string value, bool isAmbiguous) =>
        EpayText.IsAmbiguous(name, value).Should().Be(isAmbiguous);

    [Theory]
    [InlineData("plain")]
    [InlineData("x&notify_url=https://evil.example&out_trade_no=VICTIM&param=")]
    [InlineData("x&notify_url=https://evil.example&out_trade_no=VICTIM&pid=1000&return_url=https://evil.example/?")]
    [InlineData("x&notify_url=https://evil.example&out_trade_no=VICTIM&zz=")]
    [InlineData("x&notify_url=https://evil.example/?b=1&out_trade_no=VICTIM&pid=1000&sitename=")]
    public void No_other_reading_of_a_signed_request_changes_its_order_money_merchant_or_callback(string product)
    {
        KeyValuePair<string, string>[] sent =
        [
            new("attach", "a=1"), new("money", "0.01"), new("name", product), new("notify_url", "https://shop.example/notify?b=1"),
                new("out_trade_no", "MINE"),
            new("pid", "1000"), new("return_url", "https://shop.example/?type=x&c=2"), new("type", "usdt"),
        ];
        OneReadingIsTaken(sent);
        IsTaken(sent).Should().Be(product == "plain");
    }

    [Theory]
    [InlineData("https://shop.example/n", "https://shop.example/?x=1&out_trade_no=VICTIM&pid=1000")]
    [InlineData("https://shop.example/n",
        "https://shop.example/?x=1&out_trade_no=VICTIM&param=1&pid=1000&return_url=https://shop.example/")]
    [InlineData("https://shop.example/n?a=1&out_trade_no=VICTIM", "https://shop.example/?x=1")]
    [InlineData("https://shop.example/n?a=1&out_trade_no=VICTIM&pid=1000", "https://shop.example/?x=1&sitename=y")]
    [InlineData("https://shop.example/n?a=1&out_trade_no=VICTIM&param=", "https://shop.example/?x=1&type=z")]
    [InlineData("https://shop.example/n?a=1&out_trade_no=VICTIM&p=", "https://shop.example/?x=1")]
    public void Nor_do_the_fields_that_shops_have_in_their_urls(string notifyUrl, string returnUrl)
    {
        KeyValuePair<string, string>[] sent =
        [
            new("money", "0.01"), new("name", "VIP"), new("notify_url", notifyUrl), new("out_trade_no", "MINE"), new("pid", "1000"),
            new("return_url", returnUrl), new("type", "usdt"),
        ];
        OneReadingIsTaken(sent);
        IsTaken(sent).Should().BeTrue("shops have such URLs");
    }

    private static void OneReadingIsTaken(KeyValuePair<string, string>[] sent)
    {
        var sign = EpaySignature.Sign(sent, Key, "MD5");
        var readings = Readings(string.Join('&', sent.Select(pair => $"{pair.Key}={pair.Value}"))).ToArray();
        readings.Should().OnlyContain(reading => EpaySignature.Verify(reading, sign, "MD5", Key),
            "each reading has the same sign string").And.HaveCountGreaterThanOrEqualTo(2);
        var wanted = Protected(sent);
        readings.Where(IsTaken).Where(HasNumbers).Select(Protected).Distinct().Should().BeSubsetOf([wanted]);
    }

    [Theory]
    [InlineData("x&out_trade_no=VICTIM", "x out_trade_no=VICTIM")]
    [InlineData("x&trade_status=TRADE_SUCCESS&pid=1", "x trade_status=TRADE_SUCCESS pid=1")]
    [InlineData(@"x&out_\trade_no=VICTIM", "x out_trade_no=VICTIM")]
    [InlineData("VIP & more=1&b=2", "VIP & more=1&b=2")]
    public void Callbacks_and_return_urls_have_one_reading(string subject, string sent)
    {
        var order = CompletedOrders.Of(new OrderTerms { Face = Face.Pay188, MoneyText = "1", Subject = subject });
        var parameters = EpayParameters.Of(order, Key);
        parameters.Should().Contain(new KeyValuePair<string, string>("name", sent)).And
            .OnlyContain(pair => !EpayText.IsAmbiguous(pair.Key, pair.Value));
        CallbackUrl.Decode(CallbackUrl.Encode(parameters)).Should().Equal(parameters);
    }

    private static bool IsTaken(IReadOnlyList<KeyValuePair<string, string>> reading) =>
        reading.All(pair => EpayText.IsName(pair.Key) && !EpayText.IsAmbiguous(pair.Key, pair.Value));

    /// <summary>What the request's own rules demand: a merchant's number is digits, an order's has no <c>&amp;</c>.</summary>
    private static bool HasNumbers(IReadOnlyList<KeyValuePair<string, string>> reading) =>
        reading.Single(pair => pair.Key == "pid").Value.All(char.IsAsciiDigit) &&
        !reading.Single(pair => pair.Key == "out_trade_no").Value.Contains('&');

    private static string Protected(IReadOnlyList<KeyValuePair<string, string>> reading) =>
        string.Join('\n', Required.Select(name => reading.FirstOrDefault(pair => pair.Key == name).Value));

    /// <summary>All lists with sorted, distinct names and the fields that a request must have, whose sign string this is.</summary>
    private static IEnumerable<IReadOnlyList<KeyValuePair<string, string>>> Readings(string signed)
    {
        var parts = signed.Split('&');
        for (var cuts = 0; cuts < 1 << (parts.Length - 1); cuts++)
        {
            var pairs = new List<KeyValuePair<string, string>>();
            var text = parts[0];
            for (var i = 1; i <= parts.Length; i++)
            {
                if (i < parts.Length && (cuts >> (i - 1) & 1) == 0)
                {
                    text += "&" + parts[i];
                    continue;
                }
                var equals = text.IndexOf('=');
                pairs.Add(new(text[..equals], text[(equals + 1)..]));
                if (i < parts.Length) text = parts[i];
            }
            if (IsComplete([.. pairs.Select(pair => pair.Key)])) yield return pairs;
        }
    }

    private static bool IsComplete(string[] names) =>
        names.Distinct().Count() == names.Length && names.SequenceEqual(names.Order(StringComparer.Ordinal)) &&
            Required.All(names.Contains);
}
