using Payments.Domain.Callbacks;

namespace Payments.Domain.Tests.Callbacks;

/// <summary>
/// What is made of the answers to a test that nobody signed: the method, the status (0 for none), and whether it was success.
/// </summary>
public sealed class CallbackFindingTests
{
    [Theory]
    [InlineData("POST 0, GET 0", "unreachable", "No answer came*", null, false)]
    [InlineData("POST 405, GET 200", "answered", "*as it should.", null, false)]
    [InlineData("POST 0, GET 403", "answered", "*as it should.", null, false)]
    [InlineData("POST ok, GET 200", "believed", "By POST * and by GET it refuses*Set notify_method to get.", NotifyMethod.Get, true)]
    [InlineData("POST ok, GET 404", "believed", "*Set notify_method to get.", NotifyMethod.Get, true)]
    [InlineData("POST ok, GET 0", "believed", "By POST the shop*Any stranger*callbacks come by GET first*", null, true)]
    [InlineData("POST ok", "believed", "By POST the shop answers success to what nobody signed. Any stranger*sign.", null, true)]
    [InlineData("GET ok, POST ok", "believed", "By POST and by GET*callbacks come by GET first*", null, true)]
    [InlineData("POST ok, GET ok", "believed", "By POST and by GET*Any stranger*callbacks come by GET first*", null, true)]
    [InlineData("POST 405, GET ok", "believed", "By GET the shop*Any stranger*", null, false)]
    [InlineData("GET ok, POST 405", "believed", "By GET the shop*Any stranger*", null, false)]
    public void Each_outcome_is_said_in_words(string requests, string verdict, string words, NotifyMethod? suggested, bool believesPost)
    {
        var finding = CallbackFinding.Of([.. requests.Split(", ").Select(Attempt)]);
        (finding.Verdict, finding.Suggested, finding.BelievesPost).Should().Be((verdict, suggested, believesPost));
        finding.Words.Should().Match(words);
    }

    private static DeliveryAttempt Attempt(string text)
    {
        var (method, answer) = (text.Split(' ')[0], text.Split(' ')[1]);
        return new DeliveryAttempt
        {
            At = CompletedOrders.Now,
            Method = method,
            Url = "https://shop.example/n",
            DurationMs = 1,
            StatusCode = answer switch
            {
                "0" => null,
                "ok" => 200,
                _ => int.Parse(answer, System.Globalization.CultureInfo.InvariantCulture),
            },
            Error = answer == "ok" ? null : "no success",
        };
    }
}
