using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Orleans.Storage;
using Payments.Contracts.Chains;
using Payments.Contracts.Merchants;
using Payments.Contracts.Risk;
using Payments.Grains.Alarms;
using Payments.Grains.Callbacks;
using Payments.Grains.Chains;
using Payments.Grains.Charges;
using Payments.Grains.Merchants;
using Payments.Grains.Notices;
using Payments.Grains.Orders;
using Payments.Grains.Persistence;
using Payments.Grains.Rates;
using Payments.Grains.Reconciliation;
using Payments.Grains.Risk;
using Payments.Grains.Users;
using Payments.Grains.Wallets;
using Payments.Storage;
using Payments.Storage.States;

namespace Payments.Grains;

/// <summary>Adds what grains need.</summary>
public static class GrainServices
{
    /// <summary>Adds the helpers of the grains, their stored types and their settings, of which bad ones stop the start.</summary>
    public static IServiceCollection AddPaymentsGrains(this IServiceCollection services)
    {
        services.AddOptions<OrderOptions>().BindConfiguration("Orders").ValidateOnStart();
        services.AddOptions<DerivationOptions>().BindConfiguration("Derivation").ValidateOnStart();
        services.AddOptions<CallbackOptions>().BindConfiguration("Callbacks").ValidateOnStart();
        services.AddOptions<MerchantOptions>().BindConfiguration(MerchantOptions.Section).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<MerchantOptions>, MerchantOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<OrderOptions>, OrderOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<DerivationOptions>, DerivationOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<CallbackOptions>, CallbackOptionsValidator>());
        services.AddSingleton<LiveOrders>().AddSingleton<UnpaidOrders>().AddSingleton<AmountShortages>();
        services.AddSingleton<SetAsides>().AddSingleton<CallbackReach>();
        services.AddSingleton<ProviderMetrics>().AddSingleton<ChargeBook>();
        services.AddSingleton<OrderReferences>().AddSingleton<QuoteBook>().AddSingleton<ChainProgress>().AddSingleton<TransferMetrics>().AddSingleton<TransferDispatcher>().AddSingleton<StateViews>();
        services.AddSingleton<IChainReach>(provider => provider.GetRequiredService<ChainProgress>());
        services.TryAddSingleton<ICallbackSender, CallbackSender>();
        services.AddReconciliation().AddSingleton<ChainReconciler>().AddSingleton<Reconcilers>()
            .AddSingleton<ProviderRound>().AddNotices();
        services.AddOptions<RiskOptions>().BindConfiguration(RiskOptions.Section).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<RiskOptions>, RiskOptionsValidator>());
        services.AddSingleton<CountryFile>().AddSingleton<RiskSets>().AddSingleton<InstallationRisk>();
        services.AddSingleton<RiskMetrics>().AddSingleton<RiskDesk>();
        services.AddSingleton<UserKeyFetcher>().AddSingleton<SiloDeaths>();
        services.AddSingleton<ICallbackComposer, CallbackComposer>();
        services.AddKeyedSingleton<IGrainStorage>(StorageNames.Batched, (provider, _) => ActivatorUtilities.CreateInstance<DatabaseGrainStorage>(provider));
        services.AddKeyedSingleton<IGrainStorage>(StorageNames.OnDemand, (provider, _) => new OnDemandGrainStorage(provider.GetRequiredKeyedService<IGrainStorage>(StorageNames.Batched)));
        services.AddKeyedSingleton(StorageNames.Default, (provider, _) => provider.GetRequiredKeyedService<IGrainStorage>(StorageNames.Batched));
        return services.AddRates().AddStateJson(StateJson.Default);
    }
}
