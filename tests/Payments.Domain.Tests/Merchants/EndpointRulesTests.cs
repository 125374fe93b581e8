using Payments.Domain.Callbacks;
using Payments.Domain.Merchants;

namespace Payments.Domain.Tests.Merchants;

/// <summary>New webhook endpoints and new addresses of one, which wait where the installation has a delay.</summary>
public sealed class EndpointRulesTests
{
    private const string Old = "https://shop.example/a";
    private const string New = "https://shop.example/b";

    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Delay = TimeSpan.FromDays(2);

    private static WebhookEndpoint Endpoint => new()
    {
        Id = new string('1', 16),
        Url = Old,
        Events = [WebhookEvents.Completed],
        SealedSecret = "sealed",
        CreatedAt = Start,
    };

    private static Merchant Shop => new()
    {
        Id = new(new string('a', 32)),
        Pid = 1000,
        Name = "Shop",
        Email = "shop@example.com",
        ApiKeyHash = "h1",
        SealedSecret = "sealed",
        CreatedAt = Start,
        UpdatedAt = Start,
    };

    [Fact]
    public void A_new_endpoint_is_told_of_nothing_before_its_time()
    {
        var shop = EndpointRules.Add(Shop, Endpoint, Start, Delay)!;
        bool Takes(DateTimeOffset at) => shop.Endpoints[0].Takes(WebhookEvents.Completed, at);
        (Takes(Start), Takes(Start + Delay - TimeSpan.FromTicks(1)), Takes(Start + Delay)).Should().Be((false, false, true));
        MerchantRules.HearsWithoutCallback(shop, Start).Should().BeFalse("orders would be told to nobody");
        EndpointRules.Add(Shop, Endpoint, Start)!.Endpoints[0].Takes(WebhookEvents.Completed, Start).Should().BeTrue();
    }

    [Fact]
    public void A_new_address_counts_from_its_time_on_and_the_former_one_until_then()
    {
        var moved = EndpointRules.Move(Endpoint, New, Start, Delay);
        (moved.UrlAt(Start), moved.WaitingUrl(Start), moved.MovedAt).Should().Be((Old, New, Start));
        (moved.UrlAt(Start + Delay), moved.WaitingUrl(Start + Delay)).Should().Be((New, null));
        var atOnce = EndpointRules.Move(Endpoint, New, Start, TimeSpan.Zero);
        (atOnce.UrlAt(Start), atOnce.NextUrl).Should().Be((New, null));
    }

    [Fact]
    public void The_present_address_stops_one_that_waits_and_the_same_again_goes_on_waiting()
    {
        var (moved, later) = (EndpointRules.Move(Endpoint, New, Start, Delay), Start.AddDays(1));
        EndpointRules.Move(moved, New, later, Delay).Should().BeSameAs(moved);
        var stopped = EndpointRules.Move(moved, Old, later, Delay);
        (stopped.UrlAt(Start + Delay), stopped.WaitingUrl(later)).Should().Be((Old, null));
        EndpointRules.Move(stopped, Old, later, Delay).Should().BeSameAs(stopped);
    }

    [Fact]
    public void Another_address_begins_to_wait_again()
    {
        const string third = "https://shop.example/c";
        var moved = EndpointRules.Move(Endpoint, New, Start, Delay);
        var again = EndpointRules.Move(moved, third, Start.AddDays(1), Delay);
        (again.UrlAt(Start + Delay), again.UrlAt(Start.AddDays(3))).Should().Be((Old, third));
        var after = EndpointRules.Move(moved, third, Start + Delay, Delay);
        (after.UrlAt(Start + Delay), after.UrlAt(Start + Delay + Delay)).Should().Be((New, third), "what waited counts meanwhile");
    }

    [Fact]
    public void An_endpoint_that_waits_itself_waits_anew_with_another_address()
    {
        var waiting = EndpointRules.Add(Shop, Endpoint, Start, Delay)!.Endpoints[0];
        var moved = EndpointRules.Move(waiting, New, Start.AddDays(1), Delay);
        (moved.UrlAt(Start.AddDays(1)), moved.IsActive(Start + Delay), moved.IsActive(Start.AddDays(3))).Should().Be((New, false, true));
    }
}
