using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Payments.Domain.Identity;
using Payments.Http.Common;

namespace Payments.Http.Cashier;

/// <summary>The feeds of orders that somebody watches.</summary>
public sealed partial class OrderFeeds(
    CashierStates states,
    IOptions<PaymentsHttpOptions> options,
    TimeProvider time,
    ILogger<OrderFeeds> logger)
{
    /// <summary>Connections that watch one order.</summary>
    public const int ConnectionLimitPerOrder = 20;

    /// <summary>How often an order is looked at.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>Connections of all payers together: half of what the process takes, so that streams never shut out requests.</summary>
    private readonly int connectionLimit = options.Value.ConnectionLimit / 2;

    private readonly Lock gate = new();
    private readonly Dictionary<OrderId, OrderFeed> feeds = [];
    private int connections;

    /// <summary>Connections at present.</summary>
    public int Connections => Volatile.Read(ref connections);

    /// <summary>Orders watched at present.</summary>
    public int Orders
    {
        get
        {
            lock (gate) return feeds.Count;
        }
    }

    /// <summary>Joins an order's feed, or null where too many watch already. Leave it again with <see cref="Leave"/>.</summary>
    internal OrderFeed? Join(OrderId order, CashierState first)
    {
        lock (gate)
        {
            if (connections >= connectionLimit) return null;
            if (!feeds.TryGetValue(order, out var feed))
            {
                feeds[order] = feed = new OrderFeed(order);
                feed.Show(first);
                _ = LookAsync(feed);
            }
            if (feed.Watchers >= ConnectionLimitPerOrder) return null;
            feed.Watchers++;
            connections++;
            return feed;
        }
    }

    /// <summary>Leaves a feed; the last one ends it.</summary>
    internal void Leave(OrderFeed feed)
    {
        lock (gate)
        {
            connections--;
            if (--feed.Watchers > 0) return;
            feeds.Remove(feed.Order);
        }
        feed.Stop.Cancel();
    }

    private async Task LookAsync(OrderFeed feed)
    {
        using var timer = new PeriodicTimer(Interval, time);
        CashierLook? last = null;
        try
        {
            while (await timer.WaitForNextTickAsync(feed.Stop.Token))
            {
                try
                {
                    var look = await states.LookAsync(feed.Order, last);
                    if (look is not null && !ReferenceEquals(look.State, last?.State)) feed.Show(look.State);
                    last = look;
                }
                catch (Exception exception)
                {
                    // The next look may succeed, and until then the last state stays on show. That somebody else gave up, a grain that ends for example, ends no look-out.
                    LogLookFailed(logger, exception);
                }
            }
        }
        catch (OperationCanceledException) when (feed.Stop.IsCancellationRequested)
        {
            feed.Stop.Dispose();
        }
    }
}
