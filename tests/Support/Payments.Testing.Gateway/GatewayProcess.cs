using System.Diagnostics;
using System.Net.Sockets;

namespace Payments.Testing.Gateway;

/// <summary>The product as a process of its own, so that it can be killed.</summary>
public sealed class GatewayProcess : IDisposable
{
    private readonly Process process;

    private GatewayProcess(Process process) => this.process = process;

    /// <summary>The product in the test's own configuration, which is the one that was built.</summary>
    public static string Program { get; } = Path.Combine(
        Repository.Root, "src/Payments.Host", AppContext.BaseDirectory[(AppContext.BaseDirectory.LastIndexOf("/bin/", StringComparison.Ordinal) + 1)..], "payments.dll");

    /// <summary>Settings as the variables of a process.</summary>
    public static IEnumerable<KeyValuePair<string, string?>> Variables(IReadOnlyDictionary<string, string> settings) =>
        settings.Select(pair => new KeyValuePair<string, string?>($"PAYMENTS_{pair.Key.Replace(":", "__")}", pair.Value));

    /// <summary>Starts the product and waits until it accepts connections.</summary>
    public static async Task<GatewayProcess> StartAsync(int port, IReadOnlyDictionary<string, string> settings, GatewayPlace? place = null, CancellationToken cancellationToken = default)
    {
        place ??= new GatewayPlace();
        var program = Path.Combine(place.Root, Path.GetRelativePath(Repository.Root, Program));
        string[] command = place.Network is { } network ? ["ip", "netns", "exec", network, "dotnet", program] : ["dotnet", program];
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PAYMENTS_Urls"] = $"http://{place.Address}:{port}";
        foreach (var (name, value) in UnreadChains.Settings) start.Environment[$"PAYMENTS_{name.Replace(":", "__")}"] = value;
        foreach (var (name, value) in Variables(settings)) start.Environment[name] = value;
        var process = Process.Start(start)!;
        var output = new Queue<string>();
        process.OutputDataReceived += (_, line) => Keep(output, place.LogFile, line.Data);
        process.ErrorDataReceived += (_, line) => Keep(output, place.LogFile, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(TimeSpan.FromMinutes(3));
        try
        {
            while (!await AcceptsAsync(process, output, place.Address, port, patience.Token)) await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, patience.Token);
            return new GatewayProcess(process);
        }
        catch
        {
            if (!process.HasExited) process.Kill();
            process.Dispose();
            throw;
        }
    }

    /// <summary>The process's number.</summary>
    public int Id => process.Id;

    /// <summary>Whether it has ended.</summary>
    public bool HasExited => process.HasExited;

    /// <summary>Processor time that it has used, of all cores.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>The most memory that it has held, in bytes.</summary>
    public long PeakMemory
    {
        get
        {
            process.Refresh();
            return process.PeakWorkingSet64;
        }
    }

    /// <summary>Ends it at once, as a power failure would.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>Asks it to end, as a service manager does, and waits until it has; returns its exit code.</summary>
    public async Task<int> StopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        if (!process.HasExited) process.Kill();
        process.Dispose();
    }

    private static async Task<bool> AcceptsAsync(Process process, Queue<string> output, string address, int port, CancellationToken cancellationToken)
    {
        if (process.HasExited)
        {
            // What it said last may still be on its way.
            await process.WaitForExitAsync(cancellationToken);
            lock (output) throw new InvalidOperationException($"The product ended: {string.Join('\n', output)}");
        }
        try
        {
            using var probe = new TcpClient();
            await probe.ConnectAsync(address, port, cancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static void Keep(Queue<string> output, string? file, string? line)
    {
        if (line is null) return;
        lock (output)
        {
            if (file is not null) File.AppendAllText(file, line + '\n');
            output.Enqueue(line);
            if (output.Count > 50) output.Dequeue();
        }
    }
}
