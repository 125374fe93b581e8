using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Payments.Chains;
using Payments.Contracts.Orders;
using Payments.Contracts.Payouts;
using Payments.Contracts.Providers;
using Payments.Domain.Identity;
using Payments.Domain.Payouts;
using Payments.Domain.Providers;
using Payments.Domain.Secrets;
using Payments.Grains.Merchants;
using Payments.Grains.Tests.Merchants;
using Payments.Providers.Common;
using Payments.Storage.Queries;
using Payments.Testing;
using Payments.Testing.Silo;

namespace Payments.Grains.Tests.Payouts;

/// <summary>A merchant with an account of its own at a provider that pays out.</summary>
public abstract class PayoutHost : MerchantHost
{
    protected PayoutToy Provider { get; } = new();

    protected MerchantId Owner => Host.Get<IOrderIds>().ForEmail(Registration.Email);

    protected IPayoutGrain Payouts => Host.Grains.GetGrain<IPayoutGrain>(PayoutReference.GrainKeyOf(Owner));

    protected override Task<GrainHost> StartAsync(MasterKeyRing keys) => GrainHost.StartAsync(Folder, services =>
    {
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        services.AddChains().AddMerchants(keys).AddPaymentsGrains();
        services.RemoveAll<IPaymentProvider>();
        services.AddSingleton<IPaymentProvider>(Provider);
    }, new ManualTimeProvider());

    protected async Task BeginAsync(string? limits = "USDT:100", string key = "k-1")
    {
        await Merchant().RegisterAsync(Registration);
        var account = Host.Grains.GetGrain<IProviderGrain>(new ProviderKey(Owner, "cryptomus").GrainKey);
        var settings = new Dictionary<string, string> { ["key"] = key };
        if (limits is not null) settings["limits"] = limits;
        var saved = await account.SaveAsync(new SaveProvider { Settings = settings, Kept = [], Methods = [] });
        saved.Outcome.Should().Be(ProviderSaveOutcome.Saved);
    }

    protected Task<PayoutResult> RequestAsync(string id, decimal amount = 10) => Payouts.RequestAsync(new RequestPayout
    {
        Merchant = Owner,
        Id = id,
        Wish = new PayoutWish { Amount = amount, Coin = "USDT", Network = "tron", Address = "TReceiver123" },
        By = "key",
        PublicUrl = "https://pay.test",
    });

    private Task RestAsync() => TestSilo.RestAsync(Host.Get<IServiceProvider>(), CancellationToken.None);

    protected Task PassAsync(TimeSpan time) => Host.Time.AdvanceAsync(time, RestAsync);

    protected async Task<Payout> FindAsync(string id) => (await Host.Get<PayoutQueries>().FindAsync(Owner, id))!;
}
