using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Orleans.Runtime;
using Orleans.Runtime.Invocation;
using Orleans.Storage;

namespace Orleans.Hosting
{
    /// <summary>Sets a silo up.</summary>
    public interface ISiloBuilder
    {
        /// <summary>The host's services.</summary>
        IServiceCollection Services { get; }

        /// <summary>The host's configuration.</summary>
        IConfiguration Configuration { get; }
    }

    internal sealed class SiloBuilder(IServiceCollection services, IConfiguration configuration) : ISiloBuilder
    {
        public IServiceCollection Services => services;

        public IConfiguration Configuration => configuration;
    }

    /// <summary>What a silo can be given.</summary>
    public static class SiloBuilderExtensions
    {
        /// <summary>Keeps reminders in memory.</summary>
        public static ISiloBuilder UseInMemoryReminderService(this ISiloBuilder builder)
        {
            builder.Services.AddSingleton<IReminderTable, InMemoryReminderTable>();
            return builder;
        }

        /// <summary>Keeps states in memory, under a provider's name.</summary>
        public static ISiloBuilder AddMemoryGrainStorage(this ISiloBuilder builder, string name)
        {
            builder.Services.AddKeyedSingleton<IGrainStorage>(name, (services, _) => ActivatorUtilities.CreateInstance<MemoryGrainStorage>(services));
            return builder;
        }

        /// <summary>Adds a filter around incoming calls.</summary>
        public static ISiloBuilder AddIncomingGrainCallFilter<TImplementation>(this ISiloBuilder builder) where TImplementation : class, IIncomingGrainCallFilter
        {
            builder.Services.AddSingleton<IIncomingGrainCallFilter, TImplementation>();
            return builder;
        }

        /// <summary>Adds a filter around outgoing calls.</summary>
        public static ISiloBuilder AddOutgoingGrainCallFilter<TImplementation>(this ISiloBuilder builder) where TImplementation : class, IOutgoingGrainCallFilter
        {
            builder.Services.AddSingleton<IOutgoingGrainCallFilter, TImplementation>();
            return builder;
        }

        /// <summary>Runs something once the silo takes calls.</summary>
        public static ISiloBuilder AddStartupTask(this ISiloBuilder builder, Func<IServiceProvider, CancellationToken, Task> startupTask)
        {
            builder.Services.AddSingleton(new StartupTask(startupTask));
            return builder;
        }
    }
}

namespace Microsoft.Extensions.Hosting
{
    /// <summary>Puts a silo into a host.</summary>
    public static class OrleansSiloGenericHostExtensions
    {
        /// <summary>Adds a silo to the host.</summary>
        public static IHostApplicationBuilder UseOrleans(this IHostApplicationBuilder hostAppBuilder, Action<Orleans.Hosting.ISiloBuilder> configureDelegate)
        {
            var services = hostAppBuilder.Services;
            services.TryAddSingleton(TimeProvider.System);
            services.TryAddSingleton(_ => GrainTypeMap.OfLoadedAssemblies());
            services.TryAddSingleton<SiloRuntime>();
            services.TryAddSingleton<GrainFactory>();
            services.TryAddSingleton<Orleans.IClusterClient>(provider => provider.GetRequiredService<GrainFactory>());
            services.TryAddSingleton<Orleans.IGrainFactory>(provider => provider.GetRequiredService<GrainFactory>());
            services.TryAddSingleton<IGrainStorageSerializer, SystemTextJsonGrainStorageSerializer>();
            services.TryAddSingleton<ReminderService>();
            configureDelegate(new Orleans.Hosting.SiloBuilder(services, hostAppBuilder.Configuration));
            services.AddHostedService<SiloHostedService>();
            return hostAppBuilder;
        }
    }
}
