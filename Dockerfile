# Builds the program, then leaves the build tools behind. From the project's folder:
#   docker build -t inkling .
#   docker run --rm -p 127.0.0.1:7070:7070 -v inkling:/data inkling
FROM maven:3.9-eclipse-temurin-17 AS build
WORKDIR /build
COPY pom.xml .
RUN mvn -B -ntp -q dependency:go-offline
COPY src src
COPY web web
COPY db db
RUN mvn -B -ntp -q -DskipTests package

FROM eclipse-temurin:17-jre
RUN useradd --system --create-home --uid 10001 inkling && mkdir /data && chown inkling /data
COPY --from=build /build/target/inkling.jar /opt/inkling/inkling.jar
COPY --from=build /build/target/lib /opt/inkling/lib
# Starts it once, to archive the classes that its first page takes.
RUN java -XX:ArchiveClassesAtExit=/opt/inkling/inkling.jsa -Xlog:cds=off -jar /opt/inkling/inkling.jar serve --home /tmp/inkling & \
    curl --fail --silent --output /dev/null --retry 60 --retry-delay 1 --retry-connrefused http://127.0.0.1:7070/; \
    kill $!; wait $!; rm -rf /tmp/inkling "$HOME/.djl.ai"; test -s /opt/inkling/inkling.jsa
USER inkling
# The engine's libraries are unpacked once; in the volume, they outlive the container.
ENV INKLING_HOME=/data INKLING_HOST=0.0.0.0 INKLING_PORT=7070 DJL_CACHE_DIR=/data/engine
VOLUME /data
EXPOSE 7070
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s CMD curl --fail --silent http://127.0.0.1:7070/health || exit 1
ENTRYPOINT ["java", "-XX:SharedArchiveFile=/opt/inkling/inkling.jsa", "-XX:CompileThresholdScaling=3", "-jar", "/opt/inkling/inkling.jar"]
