using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Payments.Testing.Databases;
using Payments.Testing.Gateway;

namespace Payments.Http.Tests.Startup;

/// <summary>An installation on SQLite is one process on one folder. The program itself is started here.</summary>
public sealed class DataFolderTests : IDisposable
{
    private const int Many = 8;

    private readonly string folder = Directory.CreateTempSubdirectory("payments-folder-").FullName;
    private readonly List<GatewayProcess> started = [];

    public void Dispose()
    {
        foreach (var gateway in started) gateway.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_second_process_on_the_same_folder_is_refused_in_one_line_and_the_first_goes_on()
    {
        var http = await StartAsync("shared");
        var second = () => StartAsync("shared");

        var told = (await second.Should().ThrowAsync<InvalidOperationException>()).Which.Message;
        var refused = $"Another gateway uses the data folder {Path.Combine(folder, "shared")}: stop it, or set Data to another folder.";
        told.Should().StartWith($"The product ended: payments: {refused}").And.NotContain("\n");
        (await RegisterAsync(http)).Should().Be("1000");
    }

    [Fact]
    public async Task A_backup_is_made_while_the_gateway_runs_and_starts_as_another_installation()
    {
        var http = await StartAsync("serving");
        (await RegisterAsync(http)).Should().Be("1000");
        var file = Path.Combine(folder, "gateway.export");
        await RunAsync("serving", "export", file);
        (await RegisterAsync(http, "after@example.com")).Should().Be("1001");

        await RunAsync("restored", "import", file);
        File.Copy(Path.Combine(folder, "serving", "master.key"), Path.Combine(folder, "restored", "master.key"), overwrite: true);
        var restored = await StartAsync("restored");
        (await RegisterAsync(restored, "other@example.com")).Should().Be("1001", "what came after the backup is not in it");
    }

    [Fact]
    public async Task A_gateway_that_was_killed_leaves_a_folder_that_the_next_one_opens()
    {
        var http = await StartAsync("killed");
        (await RegisterAsync(http)).Should().Be("1000");
        await started[0].KillAsync();

        (await RegisterAsync(await StartAsync("killed"), "next@example.com")).Should().Be("1001");
    }

    [Fact]
    public async Task Gateways_with_folders_of_their_own_start_at_once_beside_each_other()
    {
        var gateways = await Task.WhenAll(Enumerable.Range(0, Many).Select(number => StartAsync($"{number}")));
        var numbers = await Task.WhenAll(gateways.Select(http => RegisterAsync(http)));
        numbers.Should().OnlyContain(pid => pid == "1000", "each is an installation of its own");
    }

    private async Task<HttpClient> StartAsync(string name)
    {
        var port = PostgresServer.FreePort();
        var gateway = await GatewayProcess.StartAsync(port, Settings(name));
        lock (started) started.Add(gateway);
        return new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}/") };
    }

    private Dictionary<string, string> Settings(string name) => new()
    {
        ["Data"] = Path.Combine(folder, name),
        ["LogFormat"] = "text",
        ["Logging:LogLevel:Default"] = "Warning",
    };

    /// <summary>Runs a command of the program on a folder.</summary>
    private async Task RunAsync(string name, params string[] command)
    {
        var start = new ProcessStartInfo("dotnet", [GatewayProcess.Program, .. command])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (variable, value) in GatewayProcess.Variables(Settings(name))) start.Environment[variable] = value;
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        process.ExitCode.Should().Be(0, await errors + await output);
    }

    /// <summary>Registers a merchant, which needs grains, storage and keys; returns its number.</summary>
    private static async Task<string> RegisterAsync(HttpClient http, string email = "shop@example.com")
    {
        var shop = new { name = "Shop", email, webhook_url = "https://shop.example/hook" };
        using var answer = await http.PostAsJsonAsync("api/v1/merchants", shop);
        return (await answer.Content.ReadFromJsonAsync<JsonNode>())!["data"]!["pid"]!.ToString();
    }
}
