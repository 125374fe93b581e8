using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Payments.Testing;
using Payments.Testing.Databases;

namespace Payments.Deploy.Tests.Edge;

/// <summary>A real nginx with the configuration of <c>deploy/nginx</c>: only ports, the name of the gateway and the folder for its own files are others.</summary>
public sealed class NginxServer : IAsyncDisposable
{
    private const string Program = "/usr/sbin/nginx";

    private readonly string folder;
    private readonly Process process;
    private readonly Task<string> errors;

    private NginxServer(string folder, Process process, int plainPort, int tlsPort)
    {
        (this.folder, this.process, errors) = (folder, process, process.StandardError.ReadToEndAsync());
        (PlainUrl, Url) = (new Uri($"http://127.0.0.1:{plainPort}"), new Uri($"https://127.0.0.1:{tlsPort}"));
    }

    /// <summary>Where it takes TLS.</summary>
    public Uri Url { get; }

    /// <summary>Where it sends callers on to TLS.</summary>
    public Uri PlainUrl { get; }

    /// <summary>What it logged of requests, once <paramref name="line"/> is there: nginx writes a line after the answer has left.</summary>
    /// <param name="line">A part of the line that is waited for.</param>
    /// <param name="what">What its absence means.</param>
    public Task<string> AccessLogAsync(string line, string what) => Patience.UntilAsync(
        () => File.ReadAllTextAsync(Path.Combine(folder, "access.log")), log => log.Contains(line, StringComparison.Ordinal), what);

    /// <summary>A client that believes its certificate and follows no redirects.</summary>
    public HttpClient CreateClient() => new(new HttpClientHandler { AllowAutoRedirect = false, ServerCertificateCustomValidationCallback = (_, _, _, _) => true }) { BaseAddress = Url };

    /// <summary>Checks the configuration with <c>nginx -t</c>, starts and waits until it takes connections.</summary>
    /// <param name="tlsPort">Where it takes TLS.</param>
    /// <param name="gateway">What stands behind it.</param>
    /// <param name="resolver">Who knows its name, where it has one.</param>
    /// <param name="operators">Who reaches operators' paths, in place of what the shipped <c>operators.conf</c> says.</param>
    /// <exception cref="InvalidOperationException">nginx refuses the configuration.</exception>
    public static async Task<NginxServer> StartAsync(int tlsPort, Uri gateway, string resolver = "127.0.0.1:9", string? operators = null)
    {
        var folder = Directory.CreateTempSubdirectory("payments-nginx-").FullName;
        // Its workers are of another user.
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(folder, (UnixFileMode)0b111_101_101);
        var plainPort = PostgresServer.FreePort();
        var source = Path.Combine(Repository.Root, "deploy/nginx");
        var text = await File.ReadAllTextAsync(Path.Combine(source, "nginx.conf"));
        foreach (var (deployed, here) in new[]
        {
            ("listen 8080", $"listen 127.0.0.1:{plainPort}"), ("listen 8443", $"listen 127.0.0.1:{tlsPort}"), ("http://front:8080", gateway.GetLeftPart(UriPartial.Authority)), ("resolver 127.0.0.11 ", $"resolver {resolver} "),
            (" /tmp/", $" {folder}/"), ("/dev/stdout", $"{folder}/access.log"), ("/dev/stderr", $"{folder}/error.log"),
        })
        {
            text.Should().Contain(deployed);
            text = text.Replace(deployed, here, StringComparison.Ordinal);
        }
        await File.WriteAllTextAsync(Path.Combine(folder, "nginx.conf"), text);
        await File.WriteAllTextAsync(Path.Combine(folder, "operators.conf"), operators
            ?? await File.ReadAllTextAsync(Path.Combine(source, "operators.conf")));
        WriteCertificate(Directory.CreateDirectory(Path.Combine(folder, "certs")).FullName);

        using (var check = Run(folder, "-t"))
        {
            var said = await check.StandardError.ReadToEndAsync();
            await check.WaitForExitAsync();
            if (check.ExitCode != 0) throw new InvalidOperationException(said);
            said.Should().NotContain("[warn]");
        }
        var server = new NginxServer(folder, Run(folder, "-g", "daemon off;"), plainPort, tlsPort);
        await server.WaitAsync();
        return server;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private static Process Run(string folder, params string[] arguments) =>
        Process.Start(new ProcessStartInfo(Program, ["-p", folder, "-e", "stderr", "-c", Path.Combine(folder, "nginx.conf"), .. arguments]) { RedirectStandardError = true })!;

    private static void WriteCertificate(string folder)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=pay.example", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        File.WriteAllText(Path.Combine(folder, "tls.crt"), certificate.ExportCertificatePem());
        File.WriteAllText(Path.Combine(folder, "tls.key"), key.ExportPkcs8PrivateKeyPem());
    }

    private async Task WaitAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (true)
        {
            if (process.HasExited) throw new InvalidOperationException($"nginx ended: {await errors}");
            try
            {
                using var probe = new TcpClient();
                await probe.ConnectAsync(IPAddress.Loopback, Url.Port, patience.Token);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, patience.Token);
            }
        }
    }
}
