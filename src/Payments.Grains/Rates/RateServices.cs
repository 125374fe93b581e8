using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Payments.Grains.Persistence;

namespace Payments.Grains.Rates;

/// <summary>Adds rates to a host.</summary>
public static class RateServices
{
    /// <summary>The section of its settings.</summary>
    internal const string Section = "Rates";

    /// <summary>Reads the section <c>Rates</c>; bad settings stop the start.</summary>
    public static IServiceCollection AddRates(this IServiceCollection services)
    {
        services.AddOptions<RateOptions>().BindConfiguration(Section).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPostConfigureOptions<RateOptions>, RatePairNames>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<RateOptions>, RateOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IJsonTypeInfoResolver>(StateJson.Default));
        services.TryAddSingleton<RateFetcher>();
        services.TryAddSingleton<RateMetrics>();
        return services;
    }
}
