using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Payments.Grains.Reconciliation;

/// <summary>Adds the comparison with providers' statements; storage and providers are added beside it.</summary>
public static class ReconciliationServices
{
    /// <summary>Adds it.</summary>
    public static IServiceCollection AddReconciliation(this IServiceCollection services)
    {
        services.AddOptions<ReconciliationOptions>().BindConfiguration("Reconciliation").ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ReconciliationOptions>, ReconciliationOptionsValidator>());
        return services.AddSingleton<Reconciler>();
    }
}
