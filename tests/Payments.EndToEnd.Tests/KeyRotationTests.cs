using System.Diagnostics;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Payments.Testing;
using Payments.Testing.Databases;
using Payments.Testing.Gateway;

namespace Payments.EndToEnd.Tests;

/// <summary>The master key is rotated in the product itself, which serves meanwhile, is killed in between, and has done with the old key at the end.</summary>
public sealed class KeyRotationTests : IDisposable
{
    private const int Merchants = 150;
    private const int Done = 0;
    private const int OlderKeysInUse = 3;

    private readonly string folder = Directory.CreateTempSubdirectory("payments-rotation-").FullName;
    private readonly string oldKey = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
    private readonly string newKey = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_rotation_under_load_and_a_kill_leave_every_secret_readable_without_the_old_key()
    {
        List<(string Pid, string Secret)> shops = [];
        using (var gateway = await StartAsync(oldKey))
        {
            for (var i = 0; i < Merchants; i++) shops.Add(await RegisterAsync(gateway.Http, i));
            await gateway.Process.StopAsync();
        }
        var behind = await RunKeysAsync(newKey + "," + oldKey);
        behind.Exit.Should().Be(OlderKeysInUse, behind.Output);
        behind.Output.Should().Contain($"(behind): the installation key and the secrets of {Merchants} merchants");

        // It serves from the first moment, while secrets are sealed afresh; and dies.
        using (var gateway = await StartAsync($"{newKey},{oldKey}"))
        {
            await AskAllAsync(gateway.Http, shops);
            await gateway.Process.KillAsync();
        }
        using (var gateway = await StartAsync($"{newKey},{oldKey}"))
        {
            using var stop = new CancellationTokenSource();
            var load = LoadAsync(gateway.Http, shops, stop.Token);
            await Patience.UntilAsync(async () => (await RunKeysAsync($"{newKey},{oldKey}")).Exit == Done, "everything is sealed under the new key");
            await stop.CancelAsync();
            await load;
            await gateway.Process.StopAsync();
        }

        using (var gateway = await StartAsync(newKey)) await AskAllAsync(gateway.Http, shops);
        var missing = () => StartAsync(oldKey);
        (await missing.Should().ThrowAsync<InvalidOperationException>()).WithMessage("*payments: The installation-key of installation is sealed under master key*");
    }

    private async Task<Running> StartAsync(string keys)
    {
        var port = PostgresServer.FreePort();
        var process = await GatewayProcess.StartAsync(port, new Dictionary<string, string> { ["Data"] = folder, ["MasterKey"] = keys, ["LogFormat"] = "text" });
        return new Running(process, new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}/") });
    }

    /// <summary>Runs <c>payments keys</c> beside the gateway.</summary>
    private async Task<(int Exit, string Output)> RunKeysAsync(string keys)
    {
        var start = new ProcessStartInfo("dotnet", [GatewayProcess.Program, "keys"]) { RedirectStandardOutput = true };
        start.Environment["PAYMENTS_Data"] = folder;
        start.Environment["PAYMENTS_MasterKey"] = keys;
        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        try
        {
            var output = await process.StandardOutput.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            return (process.ExitCode, output);
        }
        finally
        {
            if (!process.HasExited) process.Kill();
        }
    }

    private static async Task<(string Pid, string Secret)> RegisterAsync(HttpClient http, int number)
    {
        using var response = await http.PostAsJsonAsync("api/v1/merchants", new { name = "Shop", email = $"shop{number}@example.com", webhook_url = "https://shop.example/hook" });
        var data = (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("data");
        return (data.GetProperty("pid").ToString(), data.GetProperty("api_secret").GetString()!);
    }

    /// <summary>Each shop asks by its secret, which the gateway must open to compare.</summary>
    private static async Task AskAllAsync(HttpClient http, IReadOnlyList<(string Pid, string Secret)> shops)
    {
        foreach (var (pid, secret) in shops)
            (await http.GetFromJsonAsync<JsonElement>($"api.php?act=query&pid={pid}&key={secret}")).GetProperty("code").GetInt32().Should().Be(1);
    }

    private static async Task LoadAsync(HttpClient http, IReadOnlyList<(string Pid, string Secret)> shops, CancellationToken stop)
    {
        do await AskAllAsync(http, shops);
        while (!stop.IsCancellationRequested);
    }

    private sealed record Running(GatewayProcess Process, HttpClient Http) : IDisposable
    {
        public void Dispose()
        {
            Http.Dispose();
            Process.Dispose();
        }
    }
}
