using Payments.Domain.Limits;

namespace Payments.Domain.Tests.Limits;

/// <summary>What one front does with the tokens that it holds.</summary>
public sealed class LeasedTokensTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly RateQuota Strict = new(10, Second);
    private static readonly RateQuota Lax = new(1000, TimeSpan.FromHours(1), 2);

    private readonly LeasedTokens tokens = new();

    [Fact]
    public void Without_an_allowance_the_first_request_asks()
    {
        tokens.Take(Strict, TimeSpan.Zero).Should().Be(new TokenTake(TakeVerdict.MustAsk, 10, Second));
        tokens.SpentFor(TimeSpan.Zero).Should().BeNull();
        tokens.Ask(Strict, 7).Should().BeEquivalentTo(new TokenAsk { Front = 7, Tokens = 10, Window = Second });
    }

    [Fact]
    public void Leased_tokens_are_spent_then_asked_for_again_then_refused_until_the_window_ends()
    {
        tokens.Take(Strict, TimeSpan.Zero);
        tokens.Accept(new TokenLease { Granted = 1, Left = 1, EndsIn = Second / 2 }, TimeSpan.Zero);
        tokens.Take(Strict, TimeSpan.Zero).Should().Be(new TokenTake(TakeVerdict.Taken, 1, Second / 2));
        tokens.Take(Strict, TimeSpan.Zero).Verdict.Should().Be(TakeVerdict.MustAsk);
        tokens.Accept(new TokenLease { Granted = 0, Left = 0, EndsIn = Second / 2 }, TimeSpan.Zero);
        tokens.Take(Strict, Second / 4).Should().Be(new TokenTake(TakeVerdict.Refused, 0, Second / 4));
        tokens.SpentFor(Second / 4).Should().Be(Second / 4);
        tokens.SpentFor(Second / 2).Should().BeNull();
        tokens.Take(Strict, Second / 2).Verdict.Should().Be(TakeVerdict.MustAsk);
    }

    [Fact]
    public void What_is_not_spent_lapses_with_the_window()
    {
        tokens.Take(Strict, TimeSpan.Zero);
        tokens.Accept(new TokenLease { Granted = 5, Left = 5, EndsIn = Second }, TimeSpan.Zero);
        tokens.Take(Strict, Second).Verdict.Should().Be(TakeVerdict.MustAsk);
    }

    [Fact]
    public void An_allowance_passes_without_asking_and_is_told_with_the_first_request()
    {
        for (var i = 0; i < 2; i++) tokens.Take(Lax, TimeSpan.Zero).Verdict.Should().Be(TakeVerdict.Taken);
        tokens.Take(Lax, TimeSpan.Zero).Verdict.Should().Be(TakeVerdict.MustAsk);
        tokens.Ask(Lax, 1).Spent.Should().Be(2);
        tokens.Accept(new TokenLease { Granted = 1, Left = 990, EndsIn = Lax.Window }, TimeSpan.Zero);
        tokens.Take(Lax, TimeSpan.Zero);
        tokens.Ask(Lax, 1).Spent.Should().Be(0, "it was told, and leased tokens are counted already");
        tokens.Take(Lax, Lax.Window).Verdict.Should().Be(TakeVerdict.Taken, "the next window has its own");
    }

    [Theory]
    [InlineData(10, 1, 5, 1)]
    [InlineData(1000, 3600, 50, 10)]
    public void Where_the_counter_does_not_answer_a_front_goes_on_with_one_lease_and_asks_again(int quota, int window, int most, int seconds)
    {
        var held = new RateQuota(quota, TimeSpan.FromSeconds(window));
        tokens.Take(held, TimeSpan.Zero);
        tokens.GoAlone(held, TimeSpan.Zero);
        for (var i = 0; i < most; i++) tokens.Take(held, TimeSpan.Zero).Verdict.Should().Be(TakeVerdict.Taken);
        tokens.Take(held, TimeSpan.Zero).Should().Be(new TokenTake(TakeVerdict.Refused, 0, TimeSpan.FromSeconds(seconds)));
        tokens.Take(held, TimeSpan.FromSeconds(seconds)).Verdict.Should().Be(TakeVerdict.MustAsk);
    }
}
