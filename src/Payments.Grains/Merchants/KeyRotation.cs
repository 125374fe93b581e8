using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;
using Payments.Contracts;
using Payments.Contracts.Merchants;
using Payments.Contracts.People;
using Payments.Contracts.Providers;
using Payments.Domain.Identity;
using Payments.Domain.Secrets;
using Payments.Grains.Identity;
using Payments.Storage.Queries;

namespace Payments.Grains.Merchants;

/// <summary>While older master keys are given, seals what lies under them afresh, in the background, and says when they may go.</summary>
/// <remarks>
/// Several silos may do it at once: only those with the newest key in front do, by <see cref="MasterKeyOrder"/>. A process that ends half-way leaves the rest
/// to the others and to its next start. It looks again every minute, because a silo that has the old key in front yet seals under that.
/// </remarks>
public sealed partial class KeyRotation(
    MasterKeyRing keys, MasterKeyOrder order, MasterKeyUse use, InstallationIds installation, MerchantQueries merchants,
    ProviderQueries providers, PersonQueries people, IGrainFactory grains, TimeProvider time, ILogger<KeyRotation> logger)
    : IHostedService, IDisposable
{
    /// <summary>Time between two looks.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    /// <summary>Merchants looked up at once.</summary>
    private const int Page = 100;

    /// <summary>Merchants written at once: orders go first.</summary>
    private const int Parallelism = 4;

    private readonly CancellationTokenSource stopping = new();
    private readonly HashSet<string> free = [];
    private Task running = Task.CompletedTask;
    private bool saidBehind;

    /// <summary>Begins, once grains can be called.</summary>
    public void Begin() => running = Task.Run(() => RunAsync(stopping.Token));

    /// <summary>Seals afresh what lies under older keys now; true when nothing is left under any of them.</summary>
    public async Task<bool> SealAsync(CancellationToken cancellationToken)
    {
        if (!await order.IsNewestAsync(keys.Current))
        {
            if (!saidBehind) LogBehind(logger, keys.Current.Id);
            saidBehind = true;
            return false;
        }
        if (keys.Older.Count == 0) return true;
        await installation.ResealAsync();
        foreach (var key in keys.Older) await ResealAsync(key, cancellationToken);
        return (await use.FindAsync()).Where(share => share.Id != keys.Current.Id).Count(share => !Report(share)) == 0;
    }

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken) => use.RequireAllAsync();

    /// <inheritdoc />
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await stopping.CancelAsync();
        await running.WaitAsync(cancellationToken);
    }

    /// <inheritdoc />
    public void Dispose() => stopping.Dispose();

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await SealAsync(cancellationToken);
                if (keys.Older.Count == 0) return;
                await Task.Delay(Period, time, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                LogFailed(logger, exception);
                await Task.Delay(Period, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                if (cancellationToken.IsCancellationRequested) return;
            }
        }
    }

    /// <summary>Says once whether a key may go, and again when that changed.</summary>
    private bool Report(MasterKeyShare share)
    {
        if (!share.IsFree) LogInUse(logger, share.Merchants, share.Id);
        if (!share.IsFree) free.Remove(share.Id);
        else if (free.Add(share.Id)) LogFree(logger, share.Id);
        return share.IsFree;
    }

    private async Task ResealAsync(MasterKey key, CancellationToken cancellationToken)
    {
        var last = default(MerchantId?);
        while (await merchants.SealedUnderAsync(key.Id, last, Page) is { Count: > 0 } page)
        {
            foreach (var chunk in page.Chunk(Parallelism))
            {
                cancellationToken.ThrowIfCancellationRequested();
                await Task.WhenAll(chunk.Select(TryResealAsync));
            }
            last = page[^1];
        }
        await foreach (var (account, masterKey) in providers.SealedAsync().WithCancellation(cancellationToken))
            if (masterKey == key.Id) await TryResealAsync(account, grains.Find<IProviderGrain>(account).ResealAsync);
        await foreach (var (person, masterKey) in people.SealedAsync().WithCancellation(cancellationToken))
            if (masterKey == key.Id) await TryResealAsync(person, grains.Find<IPersonGrain>(person).ResealAsync);
    }

    private async Task TryResealAsync(string account, Func<Task> reseal)
    {
        try
        {
            await reseal();
        }
        catch (Exception exception)
        {
            LogAccountFailed(logger, account, exception);
        }
    }

    private async Task TryResealAsync(MerchantId merchant)
    {
        try
        {
            await grains.Find<IMerchantGrain>(merchant.GrainKey).ResealAsync();
        }
        catch (Exception exception)
        {
            LogMerchantFailed(logger, merchant, exception);
        }
    }
}
