using System.Text.Json;
using Payments.Domain.Callbacks;
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
        foreach (var (form, payload) in new (CallbackForm, Func<string, string>)[]
        {
            (CallbackForm.EpayParameters, secret => CallbackUrl.Encode(CallbackContent.EpayParameters(order, secret))),
            (CallbackForm.Json, secret => CallbackContent.Pay188Json(order with { Number = "N-\"sign\":\"1" }, secret)),
        })
        {
            CallbackSignature.Renew(form, payload(Old), New).Should().Be(payload(New)).And.NotBe(payload(Old));
            CallbackSignature.Renew(form, payload(Old), Old).Should().Be(payload(Old));
        }
    }

    [Fact]
    public void What_is_not_signed_stays_as_it_is()
    {
        CallbackSignature.Renew(CallbackForm.EpayParameters, "a=1&b=%2B", New).Should().Be("a=1&b=%2B");
        CallbackSignature.Renew(CallbackForm.Json, """{"a":1.50}""", New).Should().Be("""{"a":1.50}""");
        FluentActions.Invoking(() => CallbackSignature.Renew(CallbackForm.Json, "no JSON", New)).Should().Throw<JsonException>();
    }
}
