using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Payments.Testing.Databases;

/// <summary>A PostgreSQL server of the test's own, in a temporary folder, on a free port.</summary>
/// <remarks>
/// It ends with its process at the latest, however that ends: the test runner kills a host that takes longer than a moment to leave,
/// so a process beside it stops the server and removes its folder, which grows to some gigabytes.
/// </remarks>
public sealed class PostgresServer : IDisposable
{
    private static readonly ConcurrentDictionary<int, int> GivenPorts = new();

    private const string User = "payments";
    private const int FirstPort = 10_000;
    private const int FirstOfKernel = 32_768;
    private const int StartAttempts = 5;

    /// <summary>Arguments: the process to outlive, the server's folder. SIGQUIT is PostgreSQL's immediate shutdown.</summary>
    private const string Guard = """
        tail --pid="$1" -f /dev/null
        if server=$(head -n 1 "$2/db/postmaster.pid"); then
          kill -QUIT "$server"
          tail --pid="$server" -f /dev/null
        fi
        rm -rf -- "$2"
        """;

    /// <summary>Ports of well-known services, to which the gateway makes no callbacks.</summary>
    private static readonly int[] OtherServices = [10080, 10250, 10255, 11211, 15672, 27017];

    private readonly string folder;
    private int databases;

    private PostgresServer(string folder, int port) => (this.folder, Port) = (folder, port);

    /// <summary>The port on the loopback interface.</summary>
    public int Port { get; }

    /// <summary>Starts a server.</summary>
    /// <param name="isDurable">
    /// False where no test looks at what a power failure leaves: commits wait for no disk, and no process visits the databases of tests
    /// that have ended.
    /// </param>
    /// <exception cref="InvalidOperationException">PostgreSQL is not installed: <c>scripts/setup.sh</c> does that.</exception>
    public static PostgresServer Start(bool isDurable = true)
    {
        var folder = Directory.CreateTempSubdirectory("payments-pg-").FullName;
        Run("setsid", "--fork", "sh", "-c", $"exec >/dev/null 2>&1\n{Guard}", "guard", $"{Environment.ProcessId}", folder);
        if (Environment.IsPrivilegedProcess) Run("chown", "postgres", folder);
        RunAsServer("initdb", "-D", $"{folder}/db", "-U", User, "-A", "trust", "-E", "UTF8", "--no-sync");
        for (var attempt = 1; ; attempt++)
        {
            var port = FreePort();
            var options = $"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c max_connections=200" +
                (isDurable ? "" : " -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c autovacuum=off");
            try
            {
                RunAsServer("pg_ctl", "-D", $"{folder}/db", "-w", "-t", "120", "-l", $"{folder}/log", "-o", options, "start");
                return new PostgresServer(folder, port);
            }
            catch (InvalidOperationException failure)
            {
                var log = File.Exists($"{folder}/log") ? File.ReadAllText($"{folder}/log") : "";
                // Another process of the run may have been given the same port and listen there by now.
                if (attempt < StartAttempts && log.Contains("Address already in use", StringComparison.Ordinal)) continue;
                throw new InvalidOperationException($"{failure.Message} Its log: {log}", failure);
            }
        }
    }

    /// <summary>Makes a fresh database and returns its connection string.</summary>
    /// <param name="like">
    /// The connection string of one of this server's databases, which nobody is connected to: the new one begins as its copy.
    /// </param>
    public string CreateDatabase(string? like = null)
    {
        var name = $"payments{Interlocked.Increment(ref databases)}";
        var template = like is null ? "template1" : NameOf(like);
        Run($"{BinFolder()}/createdb", "-h", "127.0.0.1", "-p", $"{Port}", "-U", User, "-T", template, "-S", "file_copy", name);
        return $"Host=127.0.0.1;Port={Port};Username={User};Database={name};Maximum Pool Size=40;Include Error Detail=true";
    }

    /// <summary>Removes databases; connections to them are ended.</summary>
    public void DropDatabases(IEnumerable<string> connectionStrings)
    {
        var commands = connectionStrings.SelectMany(database => new[] { "-c", $"DROP DATABASE {NameOf(database)} WITH (FORCE)" });
        Run($"{BinFolder()}/psql", ["-q", "-h", "127.0.0.1", "-p", $"{Port}", "-U", User, "-d", "postgres", .. commands]);
    }

    /// <summary>The same database by way of the server's socket file, which processes of every network namespace reach.</summary>
    public string BySocket(string database) => database.Replace("Host=127.0.0.1;", $"Host={folder};", StringComparison.Ordinal);

    /// <summary>Ends the server as a power failure would and starts it again.</summary>
    public void Restart() => RunAsServer("pg_ctl", "-D", $"{folder}/db", "-w", "-l", $"{folder}/log", "-m", "immediate", "restart");

    /// <summary>Processor time that the server's processes have used, those that ended included.</summary>
    public TimeSpan ProcessorTime()
    {
        const int ticksPerSecond = 100;
        var server = File.ReadLines($"{folder}/db/postmaster.pid").First();
        var ticks = 0L;
        foreach (var process in Directory.EnumerateDirectories("/proc").Where(path => char.IsAsciiDigit(path["/proc/".Length])))
        {
            if (ReadStat(process) is not { } stat) continue;
            // Of /proc/PID/stat, counted behind the name: the parent, then from the twelfth on time in user mode, in the kernel, and both of children that ended.
            var isServer = Path.GetFileName(process) == server;
            if (!isServer && stat[1] != server) continue;
            ticks += stat[11..(isServer ? 15 : 13)].Sum(field => long.Parse(field, CultureInfo.InvariantCulture));
        }
        return TimeSpan.FromSeconds((double)ticks / ticksPerSecond);
    }

    /// <summary>Stops the server and removes its folder.</summary>
    public void Dispose()
    {
        RunAsServer("pg_ctl", "-D", $"{folder}/db", "-m", "immediate", "stop");
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>The path of one of PostgreSQL's programs.</summary>
    /// <exception cref="InvalidOperationException">PostgreSQL is not installed.</exception>
    public static string Program(string name) => $"{BinFolder()}/{name}";

    /// <summary>A port that nothing listens on and that this process was not given before: whoever has one may not listen there yet.</summary>
    /// <remarks>
    /// It lies below the ports that the kernel gives to whoever names none (32768 and up): a silo beside the test, or a connection to
    /// somewhere, would otherwise take it before the one that it is meant for listens there.
    /// </remarks>
    public static int FreePort()
    {
        while (true)
        {
            var port = RandomNumberGenerator.GetInt32(FirstPort, FirstOfKernel);
            if (OtherServices.Contains(port) || !GivenPorts.TryAdd(port, port)) continue;
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Somebody listens there.
            }
        }
    }

    private static string NameOf(string connectionString) =>
        connectionString.Split(';').Single(part => part.StartsWith("Database=", StringComparison.Ordinal))["Database=".Length..];

    private static string[]? ReadStat(string process)
    {
        try
        {
            var text = File.ReadAllText($"{process}/stat");
            return text[(text.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            // It has ended meanwhile.
            return null;
        }
    }

    private static void RunAsServer(string program, params string[] arguments)
    {
        // The server refuses to run as root.
        if (Environment.IsPrivilegedProcess) Run("runuser", ["-u", "postgres", "--", $"{BinFolder()}/{program}", .. arguments]);
        else Run($"{BinFolder()}/{program}", arguments);
    }

    private static string BinFolder() =>
        Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").Select(version => $"{version}/bin").FirstOrDefault(bin => File.Exists($"{bin}/initdb")) ?? Missing()
            : Missing();

    private static string Missing() => throw new InvalidOperationException("PostgreSQL's server programs are not installed; run scripts/setup.sh.");

    private static void Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true, WorkingDirectory = "/" };
        using var process = Process.Start(start)!;
        // pg_ctl hands its streams to the server, so only the exit is waited for, never the end of the stream.
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
    }
}
