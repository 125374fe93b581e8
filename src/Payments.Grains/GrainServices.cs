using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Payments.Grains.Chains;
using Payments.Grains.Orders;
using Payments.Grains.Rates;
using Payments.Grains.State;
using Payments.Grains.Webhooks;
using Payments.Storage;

namespace Payments.Grains;

/// <summary>Adds what grains need.</summary>
public static class GrainServices
{
    /// <summary>Adds the helpers of the grains and their stored types.</summary>
    public static IServiceCollection AddPaymentsGrains(this IServiceCollection services)
    {
        services.AddSingleton<OrderReferences>().AddSingleton<QuoteBook>().AddSingleton<ChainProgress>().AddSingleton<TransferDispatcher>();
        services.TryAddSingleton<ICallbackSender, CallbackSender>();
        services.AddSingleton<ICallbackComposer, CallbackComposer>();
        return services.AddRates().AddStateJson(StateJson.Default);
    }
}
