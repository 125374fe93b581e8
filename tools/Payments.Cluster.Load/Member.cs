using Payments.Testing.Gateway;

namespace Payments.Cluster.Load;

/// <summary>A silo or front: a process that may end and be started again at the same place.</summary>
internal sealed class Member(string name, int port, Dictionary<string, string> settings, GatewayPlace place) : IDisposable
{
    private GatewayProcess? process;

    /// <summary>What the database's journal calls it.</summary>
    public string Name { get; } = name;

    /// <summary>Where its HTTP is.</summary>
    public Uri Url { get; } = new($"http://{place.Address}:{port}");

    /// <summary>Which program and network it has; a change holds from the next start.</summary>
    public GatewayPlace Place { get; set; } = place;

    /// <summary>Whether its process runs.</summary>
    public bool Runs => process is { HasExited: false };

    /// <summary>The process's number.</summary>
    public int ProcessId => process!.Id;

    /// <summary>Processor time that its process has used, of all cores.</summary>
    public TimeSpan ProcessorTime => process!.ProcessorTime;

    /// <summary>Starts it.</summary>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        process?.Dispose();
        process = await GatewayProcess.StartAsync(port, settings, Place, cancellationToken);
    }

    /// <summary>Starts it and waits for it until told to stop; whether it became ready.</summary>
    public async Task<bool> TryStartAsync(CancellationToken stop)
    {
        try
        {
            await StartAsync(stop);
            await UntilReadyAsync(stop);
            return true;
        }
        catch (Exception exception) when (exception is OperationCanceledException or InvalidOperationException or HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>Waits until it says that it may be sent requests.</summary>
    public async Task UntilReadyAsync(CancellationToken cancellationToken = default)
    {
        using var http = new HttpClient { BaseAddress = Url };
        while (true)
        {
            try
            {
                using var answer = await http.GetAsync("/health/ready", cancellationToken);
                if (answer.IsSuccessStatusCode) return;
            }
            catch (HttpRequestException) when (Runs)
            {
                // It goes on starting.
            }
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, cancellationToken);
        }
    }

    /// <summary>Ends it as a power failure would.</summary>
    public Task KillAsync() => process!.KillAsync();

    /// <summary>Asks it to end; its exit code.</summary>
    public Task<int> StopAsync() => process!.StopAsync();

    /// <inheritdoc />
    public void Dispose() => process?.Dispose();
}
