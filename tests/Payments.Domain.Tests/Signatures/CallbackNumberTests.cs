using System.Globalization;
using System.Text.Json;
using Payments.Domain.Callbacks;
using Payments.Domain.Orders;
using Payments.Domain.Signatures;
using Payments.Domain.Tests.Callbacks;
using Payments.Testing.Shops;

namespace Payments.Domain.Tests.Signatures;

public sealed class CallbackNumberTests
{
    private const string Key = "secret-of-the-shop";
    private const int Seed = 20260101;

    [Theory]
    [InlineData("100", "100", true)]
    [InlineData("100.50", "100.5", true)]
    [InlineData("100.00", "100", true)]
    [InlineData("007.10", "7.1", true)]
    [InlineData("0.10", "0.1", true)]
    [InlineData("0.0001", "0.0001", true)]
    [InlineData("0.00009", "0.00009", false)]
    [InlineData("12345678901234", "12345678901234", true)]
    [InlineData("123456789012345", "123456789012345", false)]
    [InlineData("1.2345678901234", "1.2345678901234", true)]
    [InlineData("1.23456789012345", "1.23456789012345", false)]
    [InlineData("0.00012345678901234", "0.00012345678901234", true)]
    [InlineData("123456789012.34", "123456789012.34", true)]
    [InlineData("1234567890123.45", "1234567890123.45", false)]
    [InlineData("0", "0", true)]
    public void A_number_has_its_shortest_form_and_goes_as_text_where_languages_differ(string plain, string shortest, bool isSafe)
    {
        CallbackNumber.Shortest(plain).Should().Be(shortest);
        CallbackNumber.IsSafeAsNumber(shortest).Should().Be(isSafe);
    }

    [Theory]
    [InlineData("php")]
    [InlineData("node")]
    [InlineData("python")]
    public async Task Receivers_of_every_language_accept_callbacks_over_amounts_of_any_size(string language)
    {
        var bodies = Amounts().Select(pair => CompletedOrders.Callback(Order(pair.Money, pair.Units, pair.Decimals), Key).Payload).ToArray();
        bodies.Should().Contain(body => JsonDocument.Parse(body).RootElement.GetProperty("actual_amount").ValueKind == JsonValueKind.String)
            .And.Contain(body => JsonDocument.Parse(body).RootElement.GetProperty("actual_amount").ValueKind == JsonValueKind.Number);

        await using var receiver = CallbackChecker.Start(language, Key);
        var answers = await receiver.CheckAsync(bodies);

        bodies.Where((_, i) => answers[i] != "success").Should().BeEmpty($"{language} must print every number as it was signed (seed {Seed})");
    }

    [Theory]
    [InlineData("php")]
    [InlineData("node")]
    [InlineData("python")]
    public async Task Receivers_refuse_a_callback_whose_amount_was_changed(string language)
    {
        var body = CompletedOrders.Callback(Order("100.50", 15_670_000, 6), Key).Payload;
        await using var receiver = CallbackChecker.Start(language, Key);
        var answers = await receiver.CheckAsync([body, body.Replace("15.67", "15.68", StringComparison.Ordinal), body.Replace("N-1", "N-2", StringComparison.Ordinal)]);
        answers.Should().Equal("success", "fail", "fail");
    }

    private static Order Order(string money, UInt128 units, int decimals) =>
        CompletedOrders.Of(new OrderTerms { Face = Face.Pay188, MoneyText = money }, units: units, decimals: decimals);

    /// <summary>The edges by hand, then thousands by a seed: each count of digits, whole and broken, at 6, 8, 9 and 18 decimals.</summary>
    private static IEnumerable<(string Money, UInt128 Units, int Decimals)> Amounts()
    {
        UInt128[] edges = [1, 9, 10, 99, 100, 101, 999_999, 1_000_000, 1_000_001, 99_999_999_999_999, 100_000_000_000_000, 9_007_199_254_740_993, ulong.MaxValue];
        foreach (var decimals in new[] { 0, 6, 8, 9, 18 })
            foreach (var edge in edges) yield return ("100.00", edge, decimals);
        var random = new Random(Seed);
        for (var i = 0; i < 6_000; i++)
        {
            var digits = random.Next(1, 28);
            var units = UInt128.Parse(random.Next(1, 10) + string.Concat(Enumerable.Range(1, digits - 1).Select(_ => random.Next(10))), CultureInfo.InvariantCulture);
            if (random.Next(3) == 0) units *= (UInt128)Math.Pow(10, random.Next(1, 9));
            var money = (random.NextInt64(1, 10_000_000_000) / 100m).ToString(random.Next(2) == 0 ? "0.00" : "0.##", CultureInfo.InvariantCulture);
            yield return (money, units, new[] { 6, 8, 9, 18 }[random.Next(4)]);
        }
    }
}
