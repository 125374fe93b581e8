using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans;
using Payments.Chains;
using Payments.Contracts;
using Payments.Contracts.Alarms;
using Payments.Contracts.Chains;
using Payments.Contracts.Notices;
using Payments.Contracts.Reconciliation;
using Payments.Contracts.Users;
using Payments.Grains.Alarms;
using Payments.Grains.Merchants;

namespace Payments.Grains;

/// <summary>
/// What a silo sets going when it takes calls: alarms, a watcher for each chain that is on, the daily look at users' ledgers, the rounds
/// through the accounts at providers and through shops' notices, and after a rotation the sealing under the new key.
/// </summary>
public static partial class GatewayStartup
{
    /// <summary>Starts them; starting again changes nothing.</summary>
    public static async Task StartAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var grains = services.GetRequiredService<IGrainFactory>();
        var alarms = AlarmGrain.Shards.Select(shard => grains.Find<IAlarmGrain>(AlarmGrain.KeyOf(shard)).StartAsync());
        var chains = services.GetRequiredService<ChainCatalog>().On.ToArray();
        var logger = services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(GatewayStartup));
        if (chains.Length == 0) LogNoChain(logger);
        else LogChains(logger, string.Join(", ", chains.Select(chain => chain.Chain.Value)));
        var watchers = chains.Select(chain => grains.Find<IChainWatcherGrain>(chain.Chain.WatcherKey).StartAsync());
        var check = grains.Find<IUserCheckGrain>(IUserCheckGrain.Key).StartAsync();
        var providers = grains.Find<IProviderWatchGrain>(IProviderWatchGrain.Key).StartAsync();
        var notices = grains.Find<INoticeWatchGrain>(INoticeWatchGrain.Key).StartAsync();
        await Task.WhenAll(alarms.Concat(watchers).Append(check).Append(providers).Append(notices));
        services.GetRequiredService<KeyRotation>().Begin();
    }
}
