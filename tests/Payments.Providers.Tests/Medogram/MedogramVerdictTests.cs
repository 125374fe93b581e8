using System.Text;
using Payments.Providers.Medogram;

namespace Payments.Providers.Tests.Medogram;

/// <summary>Which answers credit an order of 50,000 rials under the number f-1.</summary>
public sealed class MedogramVerdictTests
{
    [Theory]
    // An object must say all three.
    [InlineData("""{"status":1,"amount":50000,"factorId":"f-1"}""", true, MedogramOutcome.Paid)]
    [InlineData("""{"status":11,"amount":50000,"factorId":"f-1"}""", true, MedogramOutcome.Paid)]
    [InlineData("""{"status":"1","amount":"50000","factorId":"f-1"}""", false, MedogramOutcome.Paid)]
    [InlineData("""{"status":"۱۱","amount":"۵۰۰۰۰","factorId":"f-1"}""", true, MedogramOutcome.Paid)]
    [InlineData("""{"status":1,"amount":5000,"factorId":"f-1"}""", true, MedogramOutcome.Mismatch)]
    [InlineData("""{"status":1,"amount":500000,"factorId":"f-1"}""", true, MedogramOutcome.Mismatch)]
    [InlineData("""{"status":11,"amount":49999,"factorId":"f-1"}""", true, MedogramOutcome.Mismatch)]
    [InlineData("""{"status":1,"amount":50000,"factorId":"f-2"}""", true, MedogramOutcome.Mismatch)]
    [InlineData("""{"status":1,"amount":50000}""", true, MedogramOutcome.Mismatch)]
    [InlineData("""{"status":1,"factorId":"f-1"}""", true, MedogramOutcome.Mismatch)]
    [InlineData("""{"status":2,"amount":50000,"factorId":"f-1"}""", true, MedogramOutcome.Unknown)]
    [InlineData("""{"status":0,"amount":50000,"factorId":"f-1"}""", true, MedogramOutcome.Unknown)]
    [InlineData("""{"amount":50000,"factorId":"f-1"}""", true, MedogramOutcome.Unknown)]
    [InlineData("{}", true, MedogramOutcome.Unknown)]
    [InlineData("""{"status":-4}""", true, MedogramOutcome.NotPaid)]
    [InlineData("""{"status":-1}""", true, MedogramOutcome.Refused)]
    // A bare number is the amount, or a status without one.
    [InlineData("50000", true, MedogramOutcome.Paid)]
    [InlineData("50000", false, MedogramOutcome.Paid)]
    [InlineData("\"50000\"", true, MedogramOutcome.Paid)]
    [InlineData("1", true, MedogramOutcome.Paid)]
    [InlineData("11", true, MedogramOutcome.Paid)]
    [InlineData("1", false, MedogramOutcome.Mismatch)]
    [InlineData("11", false, MedogramOutcome.Mismatch)]
    [InlineData("5000", true, MedogramOutcome.Mismatch)]
    [InlineData("500000", true, MedogramOutcome.Mismatch)]
    [InlineData("2", true, MedogramOutcome.Mismatch)]
    [InlineData("-1", true, MedogramOutcome.Refused)]
    [InlineData("-2", true, MedogramOutcome.NotPaid)]
    [InlineData("-3", true, MedogramOutcome.NotPaid)]
    [InlineData("-4", true, MedogramOutcome.NotPaid)]
    [InlineData("-99", true, MedogramOutcome.Refused)]
    [InlineData("0", true, MedogramOutcome.Unknown)]
    [InlineData("<html>paid</html>", true, MedogramOutcome.Unknown)]
    [InlineData("", true, MedogramOutcome.Unknown)]
    public void The_verification_alone_credits_and_only_what_was_asked_for(string answer, bool isBound, MedogramOutcome outcome)
    {
        var verdict = MedogramVerdict.Of(MedogramText.Read(Encoding.UTF8.GetBytes(answer)),
            new MedogramExpectation(50_000, "f-1", isBound));

        verdict.Outcome.Should().Be(outcome, verdict.Reason);
        verdict.Reason.Should().NotBeNullOrEmpty();
    }

    [Fact]
    public void Every_error_number_has_words()
    {
        new long[] { -1, -2, -3, -4, -5 }.Select(MedogramErrors.OfSend).Should().OnlyHaveUniqueItems()
            .And.NotContain(words => words.StartsWith("refused with"));
        new long[] { -1, -2, -3, -4 }.Select(MedogramErrors.OfVerify).Should().OnlyHaveUniqueItems()
            .And.NotContain(words => words.StartsWith("refused with"));
        MedogramErrors.OfSend(-77).Should().Contain("-77");
    }
}
