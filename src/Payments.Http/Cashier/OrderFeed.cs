using Payments.Domain.Identity;

namespace Payments.Http.Cashier;

/// <summary>One order's states for all who watch it: one look a second, however many they are.</summary>
internal sealed class OrderFeed(OrderId order)
{
    private readonly Lock gate = new();
    private TaskCompletionSource changed = New();
    private CashierState? shown;

    public OrderId Order { get; } = order;

    /// <summary>Connections at present; kept by <see cref="OrderFeeds"/> under its lock.</summary>
    public int Watchers { get; set; }

    /// <summary>Ends the looking when the last watcher has gone.</summary>
    public CancellationTokenSource Stop { get; } = new();

    /// <summary>The newest state, or null before the first look, and what ends when a newer one is there.</summary>
    public (CashierState? State, Task Changed) Latest
    {
        get
        {
            lock (gate) return (shown, changed.Task);
        }
    }

    /// <summary>Puts a state on show; watchers hear of it only if it says something new.</summary>
    public void Show(CashierState state)
    {
        TaskCompletionSource told;
        lock (gate)
        {
            var isNew = shown?.Revision != state.Revision;
            shown = state;
            if (!isNew) return;
            (told, changed) = (changed, New());
        }
        told.SetResult();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
