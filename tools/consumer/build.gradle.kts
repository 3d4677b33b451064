// The same project for Gradle 9. Untested: no Gradle that runs on a JDK 25 was at hand.
plugins {
    application
}

repositories {
    maven { url = uri(providers.gradleProperty("gradus.repository").get()) }
    mavenCentral()
}

dependencies {
    implementation(platform("dev.gradus:gradus-bom:0.1.0-SNAPSHOT"))
    implementation("dev.gradus:gradus-model")
    runtimeOnly("dev.gradus:gradus-onednn")
    runtimeOnly("dev.gradus:gradus-onednn-natives")
}

java {
    toolchain { languageVersion = JavaLanguageVersion.of(25) }
}

application {
    mainModule = "example"
    mainClass = "example.Predict"
    applicationDefaultJvmArgs = listOf("--enable-native-access=dev.gradus.onednn")
}
