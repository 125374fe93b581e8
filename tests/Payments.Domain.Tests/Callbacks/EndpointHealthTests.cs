using Payments.Domain.Callbacks;

namespace Payments.Domain.Tests.Callbacks;

/// <summary>When an endpoint is said to fail, and when it is switched off.</summary>
public sealed class EndpointHealthTests
{
    private static readonly DateTimeOffset Now = CompletedOrders.Now;

    [Fact]
    public void The_fourth_failure_in_a_row_is_told_once_and_one_success_begins_anew()
    {
        var health = new EndpointHealth();
        var told = new List<EndpointNotice?>();
        for (var i = 0; i < 6; i++)
        {
            (health, var notice) = EndpointHealthRules.Failed(health, "HTTP 503", isExhausted: false, Now.AddMinutes(i));
            told.Add(notice);
        }
        told.Should().Equal(null, null, null, EndpointNotice.Failing, null, null);
        (health.Failures, health.FailingSince, health.FailedAt, health.Error).Should().Be((6, Now, Now.AddMinutes(5), "HTTP 503"));
        var heard = EndpointHealthRules.Heard(health, Now.AddHours(1));
        (heard.Failures, heard.FailingSince, heard.HeardAt).Should().Be((0, null, Now.AddHours(1)));
        EndpointHealthRules.Heard(heard, Now.AddHours(1).AddMinutes(59)).Should().BeSameAs(heard, "that is stored once an hour");
    }

    [Fact]
    public void Callbacks_that_are_given_up_are_told_once_an_hour_and_five_days_of_nothing_but_failure_switch_it_off()
    {
        var (health, notice) = EndpointHealthRules.Failed(new EndpointHealth(), "down", isExhausted: true, Now);
        notice.Should().Be(EndpointNotice.Exhausted);
        EndpointHealthRules.Failed(health, "down", isExhausted: true, Now.AddMinutes(59)).Notice.Should().BeNull("many may be given up");
        EndpointHealthRules.Failed(health, "down", isExhausted: true, Now.AddHours(1)).Notice.Should().Be(EndpointNotice.Exhausted);
        var end = Now.AddDays(5);
        EndpointHealthRules.Failed(health, "down", isExhausted: false, end.AddSeconds(-1)).Notice.Should().BeNull();
        EndpointHealthRules.Failed(health, "down", isExhausted: false, end).Notice.Should().Be(EndpointNotice.Off);
        var again = EndpointHealthRules.BeginAgain(health);
        EndpointHealthRules.Failed(again, "down", isExhausted: false, end).Notice.Should().BeNull("it was switched on by hand");
    }

    [Fact]
    public void Of_many_failures_few_are_stored()
    {
        var stored = new EndpointHealth { Failures = 9, FailedAt = Now };
        EndpointHealthRules.IsWorthStoring(stored, stored with { Failures = 10, FailedAt = Now.AddMinutes(1) }, null).Should().BeFalse();
        EndpointHealthRules.IsWorthStoring(stored, stored with { Failures = 10, FailedAt = Now.AddHours(1) }, null).Should().BeTrue();
        EndpointHealthRules.IsWorthStoring(stored, stored with { Failures = 10 }, EndpointNotice.Off).Should().BeTrue();
        var first = new EndpointHealth { Failures = 1, FailedAt = Now };
        EndpointHealthRules.IsWorthStoring(new EndpointHealth(), first, null).Should().BeTrue();
    }
}
