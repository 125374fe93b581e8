using System.Data.Common;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Storage;
using Payments.Storage.Archive;
using Payments.Storage.Audit;
using Payments.Storage.Databases.Postgres;
using Payments.Storage.Databases.Sqlite;
using Payments.Storage.Export;
using Payments.Storage.Queries;
using Payments.Storage.Reconciliation;
using Payments.Storage.Risk;
using Payments.Storage.States;

namespace Payments.Storage;

/// <summary>Adds storage to a host.</summary>
public static class StorageServices
{
    /// <summary>Adds the database that <see cref="StorageOptions"/> names. Its schema is brought up to date before the services that follow start.</summary>
    public static IServiceCollection AddPaymentsStorage(this IServiceCollection services)
    {
        services.AddLogging().AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<StorageOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<StorageOptions>, StorageOptionsValidator>());
        services.AddSingleton<StorageMetrics>();
        services.AddSingleton<IDatabase>(provider => provider.GetRequiredService<IOptions<StorageOptions>>().Value is { Database.Length: > 0 } options
            ? new PostgresDatabase(options.Database, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILoggerFactory>())
            : new SqliteDatabase(provider.GetRequiredService<IOptions<StorageOptions>>().Value.Data, provider.GetRequiredService<StorageMetrics>()));
        // Orleans' providers take their connections from the same pool.
        services.AddSingleton<DbDataSource>(provider => provider.GetRequiredService<IDatabase>() is PostgresDatabase postgres ? postgres.Source : throw new NotSupportedException("SQLite has no pool of connections."));
        services.AddSingleton<IStateStore>(provider => provider.GetRequiredService<IDatabase>() switch
        {
            SqliteDatabase sqlite => new SqliteStateStore(sqlite),
            PostgresDatabase postgres => new PostgresStateStore(postgres, provider.GetRequiredService<StorageMetrics>()),
            var other => throw new NotSupportedException($"No state store for {other.GetType()}."),
        });
        services.AddSingleton<JsonStateSerializer>();
        services.AddSingleton<IGrainStorageSerializer>(provider => provider.GetRequiredService<JsonStateSerializer>());
        services.AddSingleton<DueQueries>().AddSingleton<OrderQueries>().AddSingleton<OrderLists>().AddSingleton<OrderCensus>().AddSingleton<DeliveryQueries>()
            .AddSingleton<FailingCallbacks>().AddSingleton<AuditLog>().AddSingleton<AuditChains>().AddSingleton<DismissedDeposits>()
            .AddSingleton<MerchantQueries>().AddSingleton<ProviderQueries>().AddSingleton<PersonQueries>()
            .AddSingleton<PayLinkQueries>().AddSingleton<OrderDays>()
            .AddSingleton<ProtectionKeys>().AddSingleton<ChainQueries>()
            .AddSingleton<WalletAddressQueries>().AddSingleton<DerivedAddressQueries>()
            .AddSingleton<TransferStore>().AddSingleton<DustStore>().AddSingleton<TransferStandings>().AddSingleton<LogoStore>()
            .AddSingleton<TransferMemory>().AddSingleton<Settings>().AddSingleton<IdempotentRequests>()
            .AddSingleton<ChargeQueries>().AddSingleton<RefundQueries>().AddSingleton<PayoutQueries>()
            .AddSingleton<ProviderWork>().AddSingleton<ShareQueries>().AddSingleton<NoticeQueries>()
            .AddSingleton<UserLedgers>()
            .AddSingleton<CreditChecks>().AddSingleton<UserChecks>()
            .AddSingleton<ChargeBooks>().AddSingleton<ChainBooks>().AddSingleton<RefundBooks>().AddSingleton<ShareBooks>()
            .AddSingleton<ReconciliationStore>().AddSingleton<ReconciliationQueries>()
            .AddSingleton<RiskItems>().AddSingleton<RiskCounters>().AddSingleton<RiskDecisions>().AddSingleton<ReviewQueue>()
            .AddSingleton<MovedMark>().AddSingleton<BackupMark>().AddSingleton<DatabaseExport>().AddSingleton<DatabaseImport>()
            .AddSingleton<ArchiveWriter>().AddSingleton<ArchiveRemover>();
        services.AddHostedService<Migration>();
        return services;
    }

    /// <summary>Adds a room's source-generated JSON types.</summary>
    public static IServiceCollection AddStateJson(this IServiceCollection services, IJsonTypeInfoResolver resolver) => services.AddSingleton(resolver);

    private sealed class Migration(IDatabase database, MovedMark mark) : IHostedService
    {
        public async Task StartAsync(CancellationToken cancellationToken)
        {
            await database.MigrateAsync(cancellationToken);
            if (await mark.FindAsync() is { } moved)
                throw new DatabaseRefusalException($"This installation was moved to another database at {moved}. Start the gateway there, or take this one back with: payments reopen");
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
