using Payments.Domain.Chains;

namespace Payments.Domain.Tests.Chains;

/// <summary>How many log lines failures that go on make.</summary>
public sealed class FailureStreakTests
{
    private static readonly DateTimeOffset Begin = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly FailureStreak streak = new();

    [Fact]
    public void Sixty_equal_failures_are_one_line_and_the_next_says_how_many_there_were()
    {
        var lines = Enumerable.Range(0, 60).Select(i => streak.Fail("no route", Begin.AddSeconds(2 * i))).ToArray();
        lines.Should().StartWith(1).And.HaveCount(60);
        lines.Skip(1).Should().OnlyContain(count => count == 0);
        streak.Fail("no route", Begin + FailureStreak.Interval).Should().Be(60);
        streak.End().Should().Be(61);
    }

    [Fact]
    public void Another_cause_is_told_at_once_and_both_only_once()
    {
        string[] causes = ["no route", "HTTP 429", "no route", "HTTP 429", "HTTP 429"];
        causes.Select((cause, i) => streak.Fail(cause, Begin.AddSeconds(i))).Should().Equal(1, 1, 0, 0, 0);
    }

    [Fact]
    public void Causes_that_differ_each_time_are_a_few_lines()
    {
        var lines = Enumerable.Range(0, 100).Select(i => streak.Fail($"request {i} failed", Begin.AddSeconds(i)));
        lines.Count(count => count > 0).Should().Be(FailureStreak.CauseLimit);
    }

    [Fact]
    public void After_a_success_the_first_failure_is_told_again()
    {
        streak.Fail("no route", Begin);
        streak.End().Should().Be(1);
        streak.End().Should().Be(0, "a success after a success is nothing to tell");
        streak.Fail("no route", Begin.AddSeconds(1)).Should().Be(1);
    }
}
