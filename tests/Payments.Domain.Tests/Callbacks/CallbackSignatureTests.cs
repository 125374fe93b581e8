using System.Text.Json;
using Payments.Domain.Callbacks;
using Payments.Domain.Callbacks.Formats;
using Payments.Domain.Orders;

namespace Payments.Domain.Tests.Callbacks;

public sealed class CallbackSignatureTests
{
    private const string Old = "old&key";
    private const string New = "new+key=会";

    public static TheoryData<string, string, string> Orders => new()
    {
        { "100.50", "VIP 会员 & more=1", "MD5" },
        { "7", "a\"sign\":\"b&sign=c&", "SHA256" },
        { "0.10", "", "MD5" },
    };

    [Theory]
    [MemberData(nameof(Orders))]
    public void What_is_signed_again_is_what_would_have_been_signed_with_the_new_secret(string money, string subject, string signType)
    {
        var order = CompletedOrders.Of(new OrderTerms { Face = Face.Epay, MoneyText = money, Subject = subject, Param = "sign=1", SignType = signType });
        foreach (var signed in new[]
        {
            order,
            order with { Number = "N-\"sign\":\"1", Terms = order.Terms with { Face = Face.Pay188 } },
        })
        {
            var (before, after) = (CompletedOrders.Callback(signed, Old), CompletedOrders.Callback(signed, New));
            Renew(signed.Terms.Face, before.Payload, New).Should().Be(after.Payload).And.NotBe(before.Payload);
            Renew(signed.Terms.Face, before.Payload, Old).Should().Be(before.Payload);
        }
    }

    [Fact]
    public void What_is_not_signed_stays_as_it_is()
    {
        Renew(Face.Epay, "a=1&b=%2B", New).Should().Be("a=1&b=%2B");
        Renew(Face.Pay188, """{"a":1.50}""", New).Should().Be("""{"a":1.50}""");
        FluentActions.Invoking(() => Renew(Face.Pay188, "no JSON", New)).Should().Throw<JsonException>();
    }

    private static string Renew(Face face, string payload, string secret) =>
        CallbackFormats.Of(face).Renew(new CallbackContent(payload), new CallbackKeys(secret), CompletedOrders.Now).Payload;
}
