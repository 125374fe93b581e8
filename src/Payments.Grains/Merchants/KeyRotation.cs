using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;
using Payments.Contracts.Merchants;
using Payments.Domain.Identity;
using Payments.Domain.Secrets;
using Payments.Storage.Queries;

namespace Payments.Grains.Merchants;

/// <summary>After a rotation, seals what lies under older master keys afresh, in the background, so that the older keys can go.</summary>
/// <remarks>Several silos may do it at once, and a process that ends half-way leaves the rest to the next start.</remarks>
public sealed partial class KeyRotation(MasterKeyRing keys, MerchantQueries merchants, IGrainFactory grains, ILogger<KeyRotation> logger) : IHostedService, IDisposable
{
    /// <summary>Merchants looked up at once.</summary>
    private const int Page = 100;

    /// <summary>Merchants written at once: orders go first.</summary>
    private const int Parallelism = 4;

    private readonly CancellationTokenSource stopping = new();

    /// <summary>Ends when what was begun has ended; it never fails.</summary>
    public Task Completion { get; private set; } = Task.CompletedTask;

    /// <summary>Begins, once grains can be called.</summary>
    public void Begin() => Completion = keys.Older.Count == 0 ? Task.CompletedTask : Task.Run(() => RunAsync(stopping.Token));

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await stopping.CancelAsync();
        await Completion.WaitAsync(cancellationToken);
    }

    /// <inheritdoc />
    public void Dispose() => stopping.Dispose();

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var key in keys.Older)
        {
            try
            {
                var left = await ResealAsync(key, cancellationToken);
                if (cancellationToken.IsCancellationRequested) return;
                if (left == 0) LogFree(logger, key.Id);
                else LogStuck(logger, left, key.Id);
            }
            catch (Exception exception)
            {
                LogFailed(logger, key.Id, exception);
            }
        }
    }

    /// <summary>How many merchants could not be sealed afresh.</summary>
    private async Task<int> ResealAsync(MasterKey key, CancellationToken cancellationToken)
    {
        var (left, last) = (0, default(MerchantId?));
        while (!cancellationToken.IsCancellationRequested)
        {
            var page = await merchants.SealedUnderAsync(key.Id, last, Page);
            if (page.Count == 0) break;
            foreach (var chunk in page.Chunk(Parallelism))
                if (!cancellationToken.IsCancellationRequested) left += (await Task.WhenAll(chunk.Select(TryResealAsync))).Count(done => !done);
            last = page[^1];
        }
        return left;
    }

    private async Task<bool> TryResealAsync(MerchantId merchant)
    {
        try
        {
            await grains.GetGrain<IMerchantGrain>(merchant.GrainKey).ResealAsync();
            return true;
        }
        catch (Exception exception)
        {
            LogMerchantFailed(logger, merchant, exception);
            return false;
        }
    }
}
