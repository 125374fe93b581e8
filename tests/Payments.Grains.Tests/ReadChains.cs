using System.Text;
using Payments.Domain.Identity;
using Payments.Storage.States;

namespace Payments.Grains.Tests;

/// <summary>Chains that no watcher follows, and that were read as far as a test says.</summary>
internal static class ReadChains
{
    /// <summary>Says that a chain was read up to a block of that time. A second passes, for which the older word is remembered.</summary>
    public static async Task ReadThroughAsync(this GrainHost host, ChainId chain, DateTimeOffset time)
    {
        var (table, key) = StateTables.Locate(StateNames.ChainWatcher, chain.WatcherKey);
        var store = host.Get<IStateStore>();
        var version = (await store.ReadAsync(table, key))?.Version;
        var cursor = $$"""{"v":1,"cursor":1,"cursorTime":{{time.ToUnixTimeMilliseconds()}},"window":[]}""";
        await store.WriteAsync(table, key, Encoding.UTF8.GetBytes(cursor), version);
        host.Time.Advance(TimeSpan.FromSeconds(1));
    }
}
