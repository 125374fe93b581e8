using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Payments.Domain.Settings;
using Payments.Providers.Common;

namespace Payments.Providers.Simulated;

/// <summary>Adds simulated payments to a host.</summary>
public static class SimulatedServices
{
    /// <summary>Adds the provider where the setting says so.</summary>
    /// <returns>Whether it does.</returns>
    /// <exception cref="SettingException">The setting is neither true nor false.</exception>
    public static bool AddSimulatedPayments(this IServiceCollection services, IConfiguration configuration)
    {
        if (configuration[SimulatedProvider.Switch] is not { Length: > 0 } text) return false;
        if (!bool.TryParse(text, out var isOn))
            throw new SettingException($"Setting {SimulatedProvider.Switch} is '{text.ReplaceLineEndings(" ")}': expected true or false.");
        if (isOn) services.TryAddEnumerable(ServiceDescriptor.Singleton<IPaymentProvider, SimulatedProvider>());
        return isOn;
    }
}
