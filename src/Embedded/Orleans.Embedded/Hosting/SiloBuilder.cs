using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Hosting;
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

        public static void AddSilo(IServiceCollection services, IConfiguration configuration, Action<ISiloBuilder> configure)
        {
            services.AddLogging().AddOptions();
            services.TryAddSingleton(TimeProvider.System);
            services.TryAddSingleton(_ => GrainTypeMap.OfLoadedAssemblies());
            services.TryAddSingleton(new SingletonServices(services));
            services.TryAddSingleton<SiloRuntime>();
            services.TryAddSingleton(provider => provider.GetRequiredService<SiloRuntime>().Quiet);
            services.TryAddSingleton<GrainFactory>();
            services.TryAddSingleton<IClusterClient>(provider => provider.GetRequiredService<GrainFactory>());
            services.TryAddSingleton<IGrainFactory>(provider => provider.GetRequiredService<GrainFactory>());
            services.TryAddSingleton<IGrainStorageSerializer, SystemTextJsonGrainStorageSerializer>();
            services.TryAddSingleton<ReminderService>();
            services.TryAddSingleton<SiloLifecycle>();
            services.TryAddSingleton<ISiloLifecycle>(provider => provider.GetRequiredService<SiloLifecycle>());
            services.TryAddEnumerable(ServiceDescriptor.Singleton<ILifecycleParticipant<ISiloLifecycle>, RuntimeParticipant>());
            configure(new SiloBuilder(services, configuration));
            services.AddHostedService<SiloHostedService>();
        }
    }

    /// <summary>General settings of a silo.</summary>
    public static class SiloBuilderExtensions
    {
        /// <summary>Adds services.</summary>
        public static ISiloBuilder ConfigureServices(this ISiloBuilder builder, Action<IServiceCollection> configureDelegate)
        {
            configureDelegate(builder.Services);
            return builder;
        }

        /// <summary>Sets options.</summary>
        public static ISiloBuilder Configure<TOptions>(this ISiloBuilder builder, Action<TOptions> configureOptions) where TOptions : class =>
            builder.ConfigureServices(services => services.Configure(configureOptions));
    }

    /// <summary>Where reminders are kept.</summary>
    public static class SiloBuilderReminderMemoryExtensions
    {
        /// <summary>Keeps reminders in memory, as long as the process lives.</summary>
        public static ISiloBuilder UseInMemoryReminderService(this ISiloBuilder builder)
        {
            builder.Services.AddSingleton<IReminderTable, InMemoryReminderTable>();
            return builder;
        }
    }

    /// <summary>What runs when the silo has started.</summary>
    public static class SiloBuilderStartupExtensions
    {
        /// <summary>Runs something at a stage, by default once the silo takes calls; the host is up when it is done.</summary>
        public static ISiloBuilder AddStartupTask(this ISiloBuilder builder, Func<IServiceProvider, CancellationToken, Task> startupTask, int stage = ServiceLifecycleStage.Active) =>
            builder.ConfigureServices(services => services.AddTransient<ILifecycleParticipant<ISiloLifecycle>>(provider => new StartupTaskParticipant(provider, startupTask, stage)));

        /// <summary>Runs something at a stage, by default once the silo takes calls.</summary>
        public static ISiloBuilder AddStartupTask(this ISiloBuilder builder, IStartupTask startupTask, int stage = ServiceLifecycleStage.Active) =>
            builder.AddStartupTask((_, token) => startupTask.Execute(token), stage);

        /// <summary>Makes a task with the silo's services and runs it at a stage, by default once the silo takes calls.</summary>
        public static ISiloBuilder AddStartupTask<TStartup>(this ISiloBuilder builder, int stage = ServiceLifecycleStage.Active) where TStartup : class, IStartupTask =>
            builder.AddStartupTask((provider, token) => ActivatorUtilities.GetServiceOrCreateInstance<TStartup>(provider).Execute(token), stage);
    }
}

namespace Microsoft.Extensions.Hosting
{
    /// <summary>Puts a silo into a host.</summary>
    public static class OrleansSiloGenericHostExtensions
    {
        /// <summary>Adds a silo to the host.</summary>
        public static IHostApplicationBuilder UseOrleans(this IHostApplicationBuilder hostAppBuilder, Action<ISiloBuilder> configureDelegate)
        {
            SiloBuilder.AddSilo(hostAppBuilder.Services, hostAppBuilder.Configuration, configureDelegate);
            return hostAppBuilder;
        }

        /// <summary>Adds a silo to the host.</summary>
        public static HostApplicationBuilder UseOrleans(this HostApplicationBuilder hostAppBuilder, Action<ISiloBuilder> configureDelegate)
        {
            SiloBuilder.AddSilo(hostAppBuilder.Services, hostAppBuilder.Configuration, configureDelegate);
            return hostAppBuilder;
        }

        /// <summary>Adds a silo to the host.</summary>
        public static IHostBuilder UseOrleans(this IHostBuilder hostBuilder, Action<ISiloBuilder> configureDelegate) =>
            hostBuilder.UseOrleans((_, silo) => configureDelegate(silo));

        /// <summary>Adds a silo to the host.</summary>
        public static IHostBuilder UseOrleans(this IHostBuilder hostBuilder, Action<HostBuilderContext, ISiloBuilder> configureDelegate) =>
            hostBuilder.ConfigureServices((context, services) => SiloBuilder.AddSilo(services, context.Configuration, silo => configureDelegate(context, silo)));
    }
}
